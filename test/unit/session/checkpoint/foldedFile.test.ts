import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSafetensors } from "../../../../src/documents/arrays/safetensors.ts";
import { safetensorsFile } from "../../../../src/documents/write/safetensors.ts";
import { CheckpointSession } from "../../../../src/session/checkpoint/checkpointSession.ts";
import { checkpointCompute } from "../../../support/checkpointCompute.ts";

describe("the folded file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "folded-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("multiplies the weights by γ/√(σ² + ε), gives them a bias, and leaves the layer out", async () => {
    const tensor = (name: string, shape: number[], values: number[]) => ({
      name,
      shape,
      values,
      dtype: "float32" as const,
    });
    const source = join(folder, "model.safetensors");
    writeFileSync(
      source,
      safetensorsFile([
        tensor("conv1.weight", [2, 1], [2, 3]),
        tensor("bn1.weight", [2], [3, 1]),
        tensor("bn1.bias", [2], [1, 0]),
        tensor("bn1.running_mean", [2], [4, 2]),
        tensor("bn1.running_var", [2], [1, 4]),
      ]),
    );
    const session = new CheckpointSession(checkpointCompute(), (layers) => layers.map(() => []));
    await session.open({ name: "model.safetensors", source });
    session.setEps(0);
    const folded = readSafetensors(await session.foldedFile());
    assert.deepEqual(
      folded.map((array) => [array.name, Array.from(array.read())]),
      [
        ["conv1.weight", [6, 1.5]],
        ["conv1.bias", [-11, -1]],
      ],
    );
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { hasCheckpoint, withArrays } from "../../../../src/worker/checkpoint/layerFiles.ts";
import { rootSquares } from "../../../../src/worker/checkpoint/rootSquares.ts";
import { checkpointCompute } from "../../../support/checkpointCompute.ts";

const path = join(import.meta.dirname, "..", "..", "..", "fixtures", "checkpoints", "digits-resnet.pt");
const file = { kind: "bytes", fileName: "digits-resnet.pt", bytes: new Uint8Array(0), checkpoint: path } as const;

describe("a checkpoint in the place of a layer file", () => {
  it("is found in a request, and a question of it, and nowhere else", async () => {
    assert.ok(hasCheckpoint({ file }));
    assert.ok(hasCheckpoint({ layer: { file } }));
    assert.ok(!hasCheckpoint({ file: { kind: "bytes", fileName: "a.npz", bytes: new Uint8Array(1) } }));
    const bytes = Uint8Array.of(1);
    assert.deepEqual(await withArrays({ file, index: 1 }, () => Promise.resolve(bytes)), {
      ...{ file: { kind: "bytes", fileName: file.fileName, bytes }, index: 1 },
    });
  });

  it("gives its layers to Load Layer Parameters… and its weights to Fold", async () => {
    const compute = checkpointCompute();
    const layers = await compute.request("layer/read", { file });
    assert.equal(layers.length, 13);
    assert.deepEqual([layers[0].name, layers[0].framework, layers[0].numBatchesTracked], ["bn1", "pytorch", 440]);
    const weights = await compute.request("weights/list", { file });
    assert.ok(weights.some(({ name }) => name === "layer2.0.conv2"));
  });
});

describe("rootSquares", () => {
  it("takes the kernel together, whichever axis the outputs are on", () => {
    assert.deepEqual([...rootSquares(Float64Array.of(3, 4, 6, 8), [2, 1, 2], false)], [5, 10]);
    assert.deepEqual([...rootSquares(Float64Array.of(3, 6, 4, 8), [2, 1, 2], true)], [5, 10]);
  });
});

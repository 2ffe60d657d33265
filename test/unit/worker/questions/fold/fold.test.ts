import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LayerFile } from "../../../../../src/documents/layers/index.ts";
import { Failure } from "../../../../../src/shared/messages/failure.ts";
import { assertRelativelyClose } from "../../../engine/support/close.ts";
import { open } from "../../../session/openReport.ts";

type Nested = number | readonly Nested[];
interface TorchFile {
  readonly state: Readonly<Record<"weight" | "bias" | "running_mean" | "running_var", number[]>>;
  readonly input: Nested;
  readonly weight: Nested;
  readonly fused_weight: Nested;
  readonly fused_bias: number[];
}

function torchFile(name: string): TorchFile {
  const path = join(import.meta.dirname, `../../../../fixtures/layers/${name}.json`);
  return JSON.parse(readFileSync(path, "utf8")) as TorchFile;
}

function jsonFile(value: unknown): LayerFile {
  return { kind: "text", fileName: "weights.json", text: JSON.stringify(value), languageId: "json" };
}

function layerOf({ state }: TorchFile) {
  const [gamma, beta, runningMean, runningVar] = [state.weight, state.bias, state.running_mean, state.running_var].map(
    (values) => Float64Array.from(values),
  );
  return { gamma, beta, runningMean, runningVar, eps: 1e-5 };
}

const before = { place: "before", layout: null, groups: null } as const;

function flat(nested: Nested): number[] {
  return typeof nested === "number" ? [nested] : nested.flatMap(flat);
}

describe("folding into the weights of a file", () => {
  for (const name of ["linear", "conv"] as const) {
    it(`gives torch's own fusion of a trained ${name} layer, and proves it on the layer's data`, async () => {
      const torch = torchFile(name);
      const { session } = await open(JSON.stringify(torch.input), "json");
      const file = jsonFile({ "0.weight": torch.weight });
      const question = { file, index: 0, layer: layerOf(torch), choice: before };
      const answer = await session.query("dataset/fold", question);
      assertRelativelyClose(answer.foldedBias, torch.fused_bias, 1e-12, "bias");
      assert.deepEqual([answer.weights.name, answer.hasBias], ["0", false]);
      assert.ok(answer.largestDifference < 1e-11 && answer.numInputs > 10, String(answer.largestDifference));
      // What enters batch norm came out of these weights.
      assert.ok((answer.offBy ?? NaN) < 1e-9, String(answer.offBy));
      const json = await session.query("dataset/foldExport", { ...question, format: "json", jsonName: "f.json" });
      const { weight } = JSON.parse(json) as { weight: Nested };
      assertRelativelyClose(flat(weight), flat(torch.fused_weight), 1e-12, "weight");
      const code = await session.query("dataset/foldExport", { ...question, format: "code", jsonName: "f.json" });
      assert.match(code, name === "linear" ? /nn\.Linear\(4, 8\)/ : /nn\.Conv2d\(1, 3, kernel_size=\(3, 3,\)\)/);
    });
  }

  const layer = {
    ...{ gamma: Float64Array.of(3, -0.5), beta: Float64Array.of(1, 2), eps: 0 },
    ...{ runningMean: Float64Array.of(4, -1), runningVar: Float64Array.of(1, 4) },
  };

  it("says when the data cannot have come from the weights", async () => {
    const { session } = await open("a,b\n1,3\n2,2\n5,9\n");
    const file = jsonFile({ fc: { weight: [[1], [1]], bias: [0, 0] } });
    const { offBy, largestDifference, hasBias } = await session.query("dataset/fold", {
      file,
      index: 0,
      layer,
      choice: before,
    });
    assert.ok(hasBias && Math.abs((offBy ?? NaN) - 2) < 1e-12 && largestDifference < 1e-12);
  });

  it("leaves Keras' kernels, whose outputs come last, in their order", async () => {
    const { session } = await open("a,b\n1,3\n2,2\n5,9\n");
    const file = jsonFile({
      "dense/kernel:0": [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
      "dense/bias:0": [0, 3],
    });
    const question = { file, index: 0, layer, choice: before };
    const { shape, foldedBias } = await session.query("dataset/fold", question);
    assert.deepEqual(
      [shape, [...foldedBias]],
      [
        [3, 2],
        [3 * (0 - 4) + 1, -0.25 * (3 + 1) + 2],
      ],
    );
    const json = await session.query("dataset/foldExport", { ...question, format: "json", jsonName: "f.json" });
    assert.deepEqual((JSON.parse(json) as { weight: Nested }).weight, [
      [3, -1],
      [6, -1.25],
      [9, -1.5],
    ]);
    const code = await session.query("dataset/foldExport", { ...question, format: "code", jsonName: "f.json" });
    assert.match(code, /keras\.layers\.Dense\(2\)[^]*layer\.build\(\(None, 3\)\)[^]*set_weights/);
  });

  it("lists the weights of a file, and refuses those of another number of outputs", async () => {
    const { session } = await open("a,b\n1,3\n2,2\n5,9\n");
    const file = jsonFile({
      "fc1.weight": [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      "fc1.bias": [1, 2, 3],
      "fc2.weight": [[1, 2]],
    });
    assert.deepEqual(await session.query("weights/list", { file }), [
      { name: "fc1", shape: [3, 2], hasBias: true },
      { name: "fc2", shape: [1, 2], hasBias: false },
    ]);
    const refused = (code: string, text: RegExp) => (thrown: unknown) =>
      thrown instanceof Failure && thrown.code === code && text.test(thrown.message);
    await assert.rejects(
      session.query("dataset/fold", { file, index: 0, layer, choice: before }),
      refused("FOLD_MISMATCH", /\[3, 2\].*2 channels/),
    );
    const none = jsonFile({ bias: [1, 2, 3, 4] });
    await assert.rejects(session.query("weights/list", { file: none }), refused("NO_LAYER", /two axes/));
  });
});

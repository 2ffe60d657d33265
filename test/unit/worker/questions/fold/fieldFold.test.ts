import assert from "node:assert/strict";
import type { LayerFile } from "../../../../../src/documents/layers/index.ts";
import { open } from "../../../session/openReport.ts";
import { fieldJson, fieldText } from "../../../../support/fieldCase.ts";
import { assertRelativelyClose } from "../../../engine/support/close.ts";

type Nested = number | readonly Nested[];

const folder = "04-fold-conv-transpose";
const answer = fieldJson(folder, "answer.txt") as Record<string, unknown>;
const state = fieldJson(folder, "bn.json") as Record<string, number[]>;
const layer = {
  gamma: Float64Array.from(state["model.10.bn.weight"]),
  beta: Float64Array.from(state["model.10.bn.bias"]),
  runningMean: Float64Array.from(state["model.10.bn.running_mean"]),
  runningVar: Float64Array.from(state["model.10.bn.running_var"]),
  eps: 1e-5,
};

function flat(nested: Nested): number[] {
  return typeof nested === "number" ? [nested] : nested.flatMap(flat);
}

/** The first list under a key that begins so. */
function answered(of: string, key: string): number[] {
  const [, value] = Object.entries(answer[of] as Record<string, Nested>).find(([name]) => name.startsWith(key)) ?? [];
  return flat(value ?? assert.fail(`${of} has no ${key}`));
}

async function fold(weights: string, data: string, rename: (text: string) => string = (text) => text) {
  const { session } = await open(fieldText(folder, data), "json");
  const text = rename(fieldText(folder, weights));
  const file: LayerFile = { kind: "text", fileName: weights, text, languageId: "json" };
  const choice = { place: "before", layout: null, groups: null } as const;
  const question = { file, index: 0, layer, choice };
  const json = await session.query("dataset/foldExport", { ...question, format: "json", jsonName: "f.json" });
  const { weight } = JSON.parse(json) as { weight: Nested };
  return { session, question, folded: await session.query("dataset/fold", question), weight: flat(weight) };
}

describe("folding into the transposed convolution that people asked about", () => {
  const cases = [
    ["square", "deconv-square.json", "deconv-square-out.json"],
    ["three-to-two", "deconv-three-to-two.json", "deconv-three-to-two-out.json"],
  ] as const;
  for (const [name, weights, data] of cases) {
    it(`scales the outputs of ${weights}, and proves it on the inputs behind the data`, async () => {
      const { folded, weight } = await fold(weights, data);
      assertRelativelyClose(folded.scale, answer["scalePerOutput"] as number[], 1e-14, "scale");
      assertRelativelyClose(folded.foldedBias, answered(name, "foldedBias"), 1e-12, "bias");
      assertRelativelyClose(weight, answered(name, "foldedWeight"), 1e-12, "weight");
      assert.ok(folded.largestDifference < 1e-12 && folded.inputs === "solved");
    });
  }

  it("finds the axes of square weights from the data where the name is silent", async () => {
    const { folded } = await fold("deconv-square.json", "deconv-square-out.json", (text) =>
      text.replaceAll("model.10.deconv", "model.10.layer"),
    );
    assert.deepEqual([folded.axes.layout, folded.source], ["inOut", "data"]);
    assert.ok((folded.offBy ?? NaN) < 1e-5);
  });

  it("shows that the data do not come from them where a person states the other order", async () => {
    const { session, question } = await fold("deconv-square.json", "deconv-square-out.json");
    const stated = { ...question, choice: { place: "before", layout: "outIn", groups: null } as const };
    const { source, axes } = await session.query("dataset/fold", stated);
    assert.deepEqual([source, axes.layout], ["stated", "outIn"]);
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { presets } from "../../../../src/engine/index.ts";
import { torchLayer } from "../layer/torchLayers.ts";
import { examineText, summary, type Patient } from "./examineText.ts";

const sample = (name: string): string => readFileSync(join(import.meta.dirname, "../../../../samples", name), "utf8");

/** A trained layer on the activations that it met in its network. */
function healthy(name: "linear" | "conv"): Patient {
  const { create, input } = torchLayer(name);
  const { runningMean, runningVar, numBatchesTracked, gamma, beta } = create();
  assert.ok(runningMean !== null && runningVar !== null && gamma !== null && beta !== null);
  let offset = 0;
  const nest = ([length, ...inner]: readonly number[]): unknown =>
    Array.from({ length }, () => (inner.length === 0 ? input.data[offset++] : nest(inner)));
  return {
    text: JSON.stringify(nest(input.shape)),
    languageId: "json",
    gamma: [...gamma],
    beta: [...beta],
    layer: { runningMean, runningVar, numBatchesTracked },
  };
}

describe("the doctor on real data", () => {
  for (const name of ["iris.csv", "wine.csv", "three-by-three.json"]) {
    it(`finds nothing in ${name}, in both modes, before every activation`, () => {
      for (const mode of ["train", "eval"] as const) {
        for (const activation of ["relu", "sigmoid", "tanh"] as const) {
          const languageId = name.endsWith("json") ? "json" : "csv";
          assert.deepEqual(examineText({ text: sample(name), languageId, options: { mode }, activation }), []);
        }
      }
    });
  }

  it("finds in digits.csv the pixels that are always 0, and nothing else", () => {
    assert.deepEqual(summary(examineText({ text: sample("digits.csv") })), { BN001: [0, 32, 39] });
  });

  it("finds in digits.csv the rare pixels that Keras' larger eps drowns", () => {
    const options = { preset: "keras", eps: presets.keras.eps } as const;
    const found = summary(examineText({ text: sample("digits.csv"), options }));
    assert.deepEqual(Object.keys(found), ["BN001", "BN002"]);
    assert.deepEqual(found.BN002, [8, 16, 24, 31, 40, 48, 56]);
  });

  for (const name of ["linear", "conv"] as const) {
    it(`finds nothing in a trained, healthy ${name} layer, in both modes`, () => {
      for (const mode of ["train", "eval"] as const) {
        assert.deepEqual(examineText({ ...healthy(name), options: { mode } }), []);
      }
    });
  }

  it("finds in the sample layer that its statistics are not those of the sample activations", () => {
    const state = JSON.parse(sample("layer1-batchnorm.json")) as Record<string, number[]>;
    const layer = {
      runningMean: Float64Array.from(state["layer1.bn.running_mean"]),
      runningVar: Float64Array.from(state["layer1.bn.running_var"]),
      numBatchesTracked: 20,
    };
    const found = summary(examineText({ text: sample("activations.json"), languageId: "json", layer }));
    assert.deepEqual(Object.keys(found), ["BN011"]);
  });
});

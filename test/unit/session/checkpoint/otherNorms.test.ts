import assert from "node:assert/strict";
import { otherNorms } from "../../../../src/session/checkpoint/network/otherNorms.ts";

const tensors = (names: readonly string[], shape: readonly number[] = [4]) =>
  names.map((name, index) => ({ index, name, part: "", shape, dtype: "float32" }));

const cases: readonly [what: string, names: readonly string[], sentence: RegExp][] = [
  [
    "layer norms",
    ["a.LayerNorm.weight", "a.LayerNorm.bias", "h.0.ln_1.weight", "h.0.ln_1.bias"],
    /^It has 2 LayerNorm/,
  ],
  ["norms without a kind", ["enc.norm1.weight", "enc.norm1.bias"], /^It has 1 LayerNorm/],
  ["group norms", ["down.gn1.weight", "down.gn1.bias", "down.GroupNorm_0.scale"], /^It has 2 GroupNorm/],
  ["RMS norms of a language model", ["layers.0.input_layernorm.weight", "norm.weight"], /^It has 2 RMSNorm/],
  [
    "instance norms with statistics",
    ["a.instance_norm.running_mean", "a.instance_norm.running_var"],
    /^It has 1 InstanceNorm/,
  ],
  ["no norm at all", ["fc.weight", "fc.bias"], /^It has 2 tensors, and none is a running mean or variance/],
];

describe("what a file without batch norm has instead", () => {
  for (const [what, names, sentence] of cases) {
    it(`says that it has ${what}`, () => {
      assert.match(otherNorms(tensors(names)), sentence);
    });
  }

  it("counts no weights of several axes", () => {
    assert.match(otherNorms(tensors(["a.layer_norm.weight"], [4, 4])), /^It has 1 tensors/);
  });
});

import assert from "node:assert/strict";
import { glance } from "../../../../src/shared/view/glance.ts";
import { snapshot } from "../fakes.ts";

const tiny = [1e-12, 2e-12, 3e-12];
const small = [1e-9, 3e-9, 5e-9];
const plain = [1, 2, 6];

/** The sentence of a table with γ 1 and β 0. */
function sentence(columns: Readonly<Record<string, readonly number[]>>): string {
  const made = snapshot(columns);
  return glance(made, made.features);
}

describe("glance of features that vary by less than ε", () => {
  it("gives the variance that one feature gets, and never says that it becomes 1", () => {
    assert.match(sentence({ tiny }), /^Mean .* become mean 0 and variance 6\.67e−20, not 1: ε is the larger\.$/);
  });

  it("says of several that none of them becomes 1", () => {
    assert.match(
      sentence({ tiny, small }),
      /variances become 6\.67e−20 to 2\.67e−13, not 1: ε is larger than each of them\.$/,
    );
  });

  it("names the one, or counts the several, among features that become 1", () => {
    assert.match(
      sentence({ tiny, plain }),
      /become mean 0 and variance 1, but for tiny: ε is larger than its variance, which becomes 6\.67e−20\.$/,
    );
    assert.match(
      sentence({ tiny, small, plain }),
      /but for 2 features: ε is larger than their variances, which become /,
    );
  });
});

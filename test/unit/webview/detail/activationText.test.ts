import assert from "node:assert/strict";
import type { ActivationShare } from "../../../../src/shared/report/questions.ts";
import { activationSentences } from "../../../../webview/report/detail/activation/activationText.ts";

function share(flat: number, linear: number, meanGradient: number, deadFeatures = 0): ActivationShare {
  return { count: 150, flat, linear, meanGradient, deadFeatures };
}

function sentences(
  without: ActivationShare,
  withNorm: ActivationShare,
  activation: "sigmoid" | "relu" | "identity" = "sigmoid",
  placement: "before" | "after" = "before",
): string {
  const answer = { without, with: withNorm, outputMean: 0.5, outputVariance: 0.04 };
  return activationSentences(activation, placement, "petal_length", answer).join(" ");
}

describe("activationSentences", () => {
  it("say how much lies where the activation is flat, and what gets through", () => {
    assert.equal(
      sentences(share(100, 1, 0.05749), share(0, 75, 0.20079)),
      "Without batch norm 67% of petal_length lies where sigmoid is flat, and the mean gradient that gets through is 0.0575. With it 0% does, and the mean gradient is 0.2008 (at most 0.25).",
    );
  });
  it("say it where batch norm does not help", () => {
    const text = sentences(share(0, 150, 1), share(70, 80, 0.5333), "relu");
    assert.match(text, /less of the gradient gets through with batch norm/);
    assert.match(sentences(share(3, 5, 0.2), share(3, 5, 0.2)), /changes nothing of that/);
    assert.doesNotMatch(sentences(share(3, 5, 0.1), share(3, 5, 0.2)), /changes nothing|less of/);
  });
  it("call a feature dead only where every value is off", () => {
    assert.match(sentences(share(0, 150, 1), share(150, 0, 0, 1), "relu"), /Every value of one feature/);
    assert.doesNotMatch(sentences(share(0, 150, 1), share(149, 1, 0.0067), "relu"), /Every value/);
  });
  it("tell what batch norm after the activation does and does not do", () => {
    const text = sentences(share(100, 1, 0.05749), share(100, 1, 0.28), "sigmoid", "after");
    assert.match(text, /does not move what enters it: 67% of petal_length/);
    assert.match(text, /mean 0\.5 and standard deviation 0\.2/);
  });
  it("have nothing to compare without an activation", () => {
    assert.match(sentences(share(0, 150, 1), share(0, 150, 1), "identity"), /whole gradient gets through/);
  });
});

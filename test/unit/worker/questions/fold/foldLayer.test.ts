import assert from "node:assert/strict";
import { EngineError, RandomGenerator, type Tensor } from "../../../../../src/engine/index.ts";
import { bitsLeft } from "../../../../../src/shared/layer/fold/fold.ts";
import {
  axesText,
  fittingLayouts,
  layOut,
  operationName,
  type LaidOut,
  type WeightLayout,
} from "../../../../../src/shared/layer/fold/weightLayout.ts";
import { foldedAsCode, foldedAsJson } from "../../../../../src/worker/questions/fold/foldedText.ts";
import {
  foldAfter,
  foldBefore,
  type EvaluatedLayer,
  type LayerWeights,
} from "../../../../../src/worker/questions/fold/foldWeights.ts";
import { differenceAfter, differenceBefore } from "../../../../../src/worker/questions/fold/proof.ts";

const layer: EvaluatedLayer = { gamma: [3, -0.5], beta: [1, 2], runningMean: [4, -1], runningVar: [1, 4], eps: 0 };
const weight: Tensor = { data: Float64Array.of(2, 1, 8, -4), shape: [2, 2] };

function axesOf(shape: readonly number[], layout: WeightLayout = "outIn", groups = 1): LaidOut {
  return layOut(shape, layout, groups) ?? assert.fail(`${shape.join("×")} is no ${layout}`);
}

const linear = (bias: ArrayLike<number> | null): LayerWeights => ({ weight, bias, axes: axesOf([2, 2]) });

describe("foldBefore", () => {
  it("scales each output's weights and moves its bias", () => {
    const folded = foldBefore(linear([0, 3]), layer);
    assert.deepEqual([...folded.weight.data], [6, 3, -2, 1]);
    assert.deepEqual([...folded.bias], [3 * -4 + 1, -0.25 * 4 + 2]);
  });

  it("refuses layers and biases of another number of outputs", () => {
    const refused = (error: unknown) => error instanceof EngineError && error.code === "SHAPE_MISMATCH";
    const wide = { weight: { data: new Float64Array(6), shape: [3, 2] }, bias: null, axes: axesOf([3, 2]) };
    assert.throws(() => foldBefore(wide, layer), refused);
    assert.throws(() => foldBefore(linear([1]), layer), refused);
  });
});

describe("foldAfter", () => {
  it("scales each input's weights, and collects the shifts in the bias", () => {
    const folded = foldAfter(linear([0, 3]), layer);
    assert.deepEqual([...folded.weight.data], [6, -0.25, 24, 1]);
    // The shifts β − scale · mean are −11 and 1.75.
    assert.deepEqual([...folded.bias], [2 * -11 + 1.75, 3 + 8 * -11 - 4 * 1.75]);
  });
});

/** Random weights and a random layer of as many channels as batch norm has in its place. */
function randomCase(seed: number, shape: readonly number[], axes: LaidOut, place: "before" | "after", bias = true) {
  const random = new RandomGenerator(seed);
  const normals = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());
  const size = shape.reduce((product, length) => product * length, 1);
  const numChannels = place === "before" ? axes.numOutputs : axes.numInputs;
  const weights = { weight: { data: normals(size), shape }, bias: bias ? normals(axes.numOutputs) : null, axes };
  const norm: EvaluatedLayer = {
    ...{ gamma: normals(numChannels), beta: normals(numChannels), runningMean: normals(numChannels), eps: 1e-3 },
    runningVar: normals(numChannels).map((value) => value * value),
  };
  const inputShape = [2, axes.numInputs, ...axes.kernel.map((length) => length + 2)];
  const inputs = { data: normals(inputShape.reduce((product, length) => product * length, 1)), shape: inputShape };
  return { weights, norm, inputs };
}

const operations: readonly (readonly [string, readonly number[], WeightLayout, number])[] = [
  ["PyTorch's Linear", [3, 4], "outIn", 1],
  ["Conv1d", [4, 3, 2], "outIn", 1],
  ["Conv2d with groups", [6, 2, 3, 2], "outIn", 3],
  ["a depthwise Conv2d with two outputs per input", [6, 1, 3, 3], "outIn", 3],
  ["Conv3d", [2, 3, 2, 1, 2], "outIn", 1],
  ["ConvTranspose1d", [3, 4, 2], "inOut", 1],
  ["a square ConvTranspose2d", [3, 3, 2, 2], "inOut", 1],
  ["ConvTranspose2d with groups", [6, 2, 2, 3], "inOut", 3],
  ["Keras' Dense", [3, 5], "kernelInOut", 1],
  ["Keras' Conv1D", [2, 3, 4], "kernelInOut", 1],
  ["Keras' Conv2D with groups", [3, 2, 2, 6], "kernelInOut", 3],
  ["Keras' Conv2DTranspose", [2, 3, 4, 3], "kernelOutIn", 1],
  ["Keras' DepthwiseConv2D with multiplier 2", [3, 3, 4, 2], "kernelInMultiplier", 1],
];

describe("a fold, proven by running the operation", () => {
  for (const [name, shape, layout, groups] of operations) {
    it(`changes nothing before ${name}'s batch norm`, () => {
      const axes = axesOf(shape, layout, groups);
      const { weights, norm, inputs } = randomCase(shape.length, shape, axes, "before");
      assert.ok(differenceBefore(weights, foldBefore(weights, norm), norm, inputs) < 1e-11);
      const plain = { ...weights, bias: null };
      assert.ok(differenceBefore(plain, foldBefore(plain, norm), norm, inputs) < 1e-11);
    });

    it(`changes nothing where ${name} stands behind`, () => {
      const axes = axesOf(shape, layout, groups);
      const { weights, norm, inputs } = randomCase(7, shape, axes, "after");
      const difference = differenceAfter(weights, foldAfter(weights, norm), norm, inputs);
      assert.ok(difference < 1e-11, String(difference));
    });
  }

  it("sees a fold along the wrong axis, also of square weights", () => {
    const shape = [3, 3, 2, 2];
    const right = axesOf(shape, "inOut");
    const { weights, norm, inputs } = randomCase(3, shape, right, "before");
    const wrong = foldBefore({ ...weights, axes: axesOf(shape, "outIn") }, norm);
    assert.ok(differenceBefore(weights, wrong, norm, inputs) > 0.1);
  });
});

describe("fittingLayouts", () => {
  const texts = (name: string, part: string, shape: readonly number[], place: "before" | "after", channels: number) =>
    fittingLayouts({ name, part, shape }, place, channels).map(
      (axes) => `${axesText(axes)} ${operationName(axes)}${axes.groups > 1 ? ` ${axes.groups}` : ""}`,
    );

  const cases: readonly (readonly [string, unknown, readonly string[]])[] = [
    [
      "finds both of square weights",
      texts("c", "weight", [2, 2, 2, 2], "before", 2),
      ["(out, in, 2, 2) Conv2d", "(in, out, 2, 2) ConvTranspose2d"],
    ],
    [
      "follows a name",
      texts("up.deconv", "weight", [2, 2, 2, 2], "before", 2),
      ["(in, out, 2, 2) ConvTranspose2d", "(out, in, 2, 2) Conv2d"],
    ],
    [
      "finds a transposed one by its channels",
      texts("c", "weight", [3, 2, 2, 2], "before", 2),
      ["(in, out, 2, 2) ConvTranspose2d"],
    ],
    [
      "gives a transposed one its groups",
      texts("c", "weight", [6, 2, 2, 2], "before", 4),
      ["(in, out/groups, 2, 2) ConvTranspose2d 2"],
    ],
    [
      "knows a depthwise one by its name",
      texts("dw1", "weight", [8, 1, 3, 3], "before", 8)[0],
      "(out, in/groups, 3, 3) Conv2d 8" as never,
    ],
    ["takes Keras' kernel as it is", texts("conv", "kernel", [3, 3, 2, 8], "before", 8), ["(3, 3, in, out) Conv2D"]],
    [
      "knows Keras' depthwise kernel",
      texts("dw", "depthwise_kernel", [3, 3, 4, 2], "before", 8)[0],
      "(3, 3, in, multiplier) DepthwiseConv2D 4" as never,
    ],
    [
      "gives a convolution behind batch norm its groups",
      texts("c", "weight", [8, 2, 3, 3], "after", 4),
      ["(out, in/groups, 3, 3) Conv2d 2"],
    ],
    [
      "knows a transposed one behind batch norm",
      texts("c", "weight", [4, 8, 2, 2], "after", 4),
      ["(in, out, 2, 2) ConvTranspose2d"],
    ],
    ["fits nothing to other channels", texts("c", "weight", [3, 5], "before", 4), []],
  ];
  for (const [fact, got, expected] of cases) {
    it(fact, () => {
      assert.deepEqual(got, expected);
    });
  }
});

describe("the export of folded weights", () => {
  it("nests the weights as their shape says, with every digit", () => {
    const convolution = { data: Float64Array.of(0.1, 2, 3, 4), shape: [2, 1, 2] };
    const folded = foldBefore({ weight: convolution, bias: null, axes: axesOf([2, 1, 2]) }, layer);
    const parsed = JSON.parse(foldedAsJson(folded)) as { weight: number[][][]; bias: number[] };
    assert.deepEqual(parsed.weight, [[[0.1 * 3, 6]], [[-0.75, -1]]]);
    assert.deepEqual(parsed.bias, [...folded.bias]);
  });

  const codes: readonly (readonly [readonly number[], WeightLayout, number, RegExp])[] = [
    [[2, 2], "outIn", 1, /open\("a\\"b\.json"\)[^]*torch\.nn\.Linear\(2, 2\)\n/],
    [[6, 2, 3, 3], "outIn", 3, /nn\.Conv2d\(6, 6, kernel_size=\(3, 3,\), groups=3\) {2}# left out: stride, padding/],
    [
      [6, 2, 2],
      "inOut",
      3,
      /nn\.ConvTranspose1d\(6, 6, kernel_size=\(2,\), groups=3\) {2}# left out: .*output_padding/,
    ],
    [
      [3, 3, 2, 6],
      "kernelInOut",
      3,
      /layers\.Conv2D\(6, kernel_size=\(3, 3,\), groups=3\) {2}# left out: strides[^]*None, None, 6/,
    ],
    [[3, 3, 4, 2], "kernelInMultiplier", 1, /DepthwiseConv2D\(kernel_size=\(3, 3,\), depth_multiplier=2\)/],
  ];
  for (const [shape, layout, groups, expected] of codes) {
    it(`makes ${operationName(axesOf(shape, layout, groups))} with ${groups} groups`, () => {
      assert.match(foldedAsCode(axesOf(shape, layout, groups), 'a"b.json', "before"), expected);
    });
  }

  it("holds the shift of a transposed convolution behind batch norm, and what makes a map of it", () => {
    const axes = axesOf([2, 1, 2], "inOut");
    const transposed = { data: Float64Array.of(1, 2, 3, 4), shape: [2, 1, 2] };
    const folded = foldAfter({ weight: transposed, bias: [5], axes }, layer);
    const parsed = JSON.parse(foldedAsJson(folded)) as Record<string, unknown>;
    // The shifts β − scale · mean are −11 and 1.75.
    assert.deepEqual(parsed["shift"], [[[-11 + 3 * 1.75, -22 + 4 * 1.75]]]);
    assert.deepEqual(parsed["bias"], [5]);
    assert.match(
      foldedAsCode(axes, "a.json", "after"),
      /ConvTranspose1d\(1, 1, kernel_size=\(2,\), bias=False\)[^]*ones_like/,
    );
    assert.doesNotMatch(foldedAsCode(axes, "a.json", "before"), /shift/);
  });
});

describe("bitsLeft", () => {
  it("halves with every bit, and is 0 for a channel without weights", () => {
    const [all, half, none] = bitsLeft([2, 1, 0]);
    assert.ok(Math.abs(all - Math.log2(254)) < 1e-12 && Math.abs(all - half - 1) < 1e-12);
    assert.equal(none, 0);
  });
});

import assert from "node:assert/strict";
import { allocate, elementCount, RandomGenerator } from "../../../../src/engine/index.ts";
import { resolveChannelLayout, type ChannelLayout } from "../../../../src/engine/batchNorm/channelLayout.ts";
import { channelKernels } from "../../../../src/engine/kernels/channelKernels.ts";
import { getKernelMemory } from "../../../../src/engine/kernels/kernelMemory.ts";
import { plainPasses } from "../../../../src/engine/batchNorm/plainPasses.ts";
import { passes } from "../../../../src/engine/batchNorm/selectPasses.ts";
import { assertClose, assertRelativelyClose } from "../support/close.ts";

/**
 * Shapes that reach every way of laying rows out: few and many channels, widths that are no multiple of 4, rows that do
 * not fill up, short and long runs, one channel, more columns than a chunk has rows.
 */
const shapes: readonly (readonly [shape: readonly number[], channelAxis: number])[] = [
  [[4096], 1],
  [[5003], 1],
  [[1024, 4], 1],
  [[1367, 3], 1],
  [[700, 7], 1],
  [[100, 64], 1],
  [[97, 65], 1],
  [[3, 5000], 1],
  [[1000, 2, 3], 1],
  [[40, 5, 7, 7], 1],
  [[3, 4, 20, 19], 1],
  [[2, 3, 700], 1],
  [[2, 40, 30, 3], -1],
  [[3, 2000], 0],
  [[2, 3, 1, 80000], 1],
  [[2, 2, 2, 30, 40], 1],
  [[1, 1500, 300], 1],
  [[2, 5000, 300], 1],
];

/** Values of a different spread and offset in every channel. */
function randomInput(shape: readonly number[], layout: ChannelLayout, random: RandomGenerator): Float32Array {
  const scales = Float64Array.from({ length: layout.channels }, () => Math.exp(random.normal()));
  const offsets = scales.map((scale) => 3 * scale * random.normal());
  return Float32Array.from({ length: elementCount(shape) }, (_, k) => {
    const c = Math.floor(k / layout.inner) % layout.channels;
    return scales[c] * random.normal() + offsets[c];
  });
}

function setUp(shape: readonly number[], channelAxis: number, seed: number) {
  const random = new RandomGenerator(seed);
  const layout = resolveChannelLayout("input", { data: new Float32Array(elementCount(shape)), shape }, channelAxis);
  const input = randomInput(shape, layout, random);
  const grad = Float32Array.from(input, () => random.normal());
  const perChannel = () => Float64Array.from({ length: layout.channels }, () => random.normal());
  return { layout, input, grad, perChannel };
}

describe("kernels", () => {
  it("run here, and on every shape of these tests", () => {
    const memory = getKernelMemory();
    assert.ok(memory);
    for (const [shape, channelAxis] of shapes) {
      assert.notEqual(channelKernels(memory, setUp(shape, channelAxis, 0).layout), null);
    }
  });

  for (const [index, [shape, channelAxis]] of shapes.entries()) {
    const name = `[${shape.join(", ")}], channels at ${channelAxis}`;
    const { layout, input, grad, perChannel } = setUp(shape, channelAxis, index);
    const { valuesPerChannel } = layout;
    const exact = plainPasses.statistics(input, layout);

    it(`measure mean and variance as the plain loops do: ${name}`, () => {
      const { mean, meanRemainder, variance } = passes.statistics(input, layout);
      for (let c = 0; c < layout.channels; c++) {
        // Block sums lose a few units of 2⁻²⁴ of the spread; a mean of values shifted by up to 4 σ a little more.
        const tolerance = 3e-7 * Math.sqrt(exact.variance[c]);
        assertClose([mean[c] + meanRemainder[c]], [exact.mean[c]], tolerance, `mean of channel ${c}`);
        assertClose([variance[c]], [exact.variance[c]], 5e-7 * exact.variance[c], `variance of channel ${c}`);
      }
    });

    it(`map as the plain loops do, within units of float32: ${name}`, () => {
      const map = { ...exact, scale: perChannel(), shift: perChannel() };
      const [actual, expected] = [new Float32Array(input.length), new Float32Array(input.length)];
      passes.mapChannels(input, actual, layout, map);
      plainPasses.mapChannels(input, expected, layout, map);
      assertRelativelyClose(actual, expected, 1.8e-7, "output");
    });

    it(`sum gradients as the plain loops do: ${name}`, () => {
      const actual = passes.gradientSums(input, grad, layout, exact);
      const expected = plainPasses.gradientSums(input, grad, layout, exact);
      const unit = 1e-7 * Math.sqrt(valuesPerChannel);
      assertClose(actual.grad, expected.grad, 3 * unit, "Σ g");
      for (let c = 0; c < layout.channels; c++) {
        const tolerance = 10 * unit * Math.sqrt(exact.variance[c]);
        assertClose([actual.gradTimesDeviation[c]], [expected.gradTimesDeviation[c]], tolerance, "Σ g (x − mean)");
      }
    });

    it(`map gradients as the plain loops do, within units of float32: ${name}`, () => {
      const map = { ...exact, gradMean: perChannel(), slope: perChannel(), scale: perChannel() };
      const [actual, expected] = [new Float32Array(input.length), new Float32Array(input.length)];
      passes.mapGradients(input, grad, actual, layout, map);
      plainPasses.mapGradients(input, grad, expected, layout, map);
      assertRelativelyClose(actual, expected, 3e-7, "gradInput");
    });
  }

  it("measure well where the first value lies far off", () => {
    const { layout, input } = setUp([1000, 8], 1, 1);
    input.fill(1e6, 0, 4);
    const exact = plainPasses.statistics(input, layout);
    const { mean, variance } = passes.statistics(input, layout);
    assertRelativelyClose(variance, exact.variance, 5e-7, "variance");
    for (let c = 0; c < 8; c++) {
      assertClose([mean[c]], [exact.mean[c]], 3e-7 * Math.sqrt(exact.variance[c]), "mean");
    }
  });

  it("leave to the plain loops what float32 sums cannot hold", () => {
    const { layout, input } = setUp([1000, 8], 1, 2);
    for (const odd of [NaN, Infinity, -Infinity, 3e38]) {
      const values = input.map((value, k) => (k === 83 ? odd : value));
      assert.deepEqual(passes.statistics(values, layout), plainPasses.statistics(values, layout));
    }
    const tiny = input.map((value) => value * 1e-25);
    assert.deepEqual(passes.statistics(tiny, layout), plainPasses.statistics(tiny, layout));
  });

  it("give a constant its value as the mean, and no variance", () => {
    const { layout } = setUp([1000, 8], 1, 3);
    const { mean, meanRemainder, variance } = passes.statistics(new Float32Array(8000).fill(0.1), layout);
    assert.deepEqual([...mean], new Array(8).fill(Math.fround(0.1)));
    assert.ok([...meanRemainder, ...variance].every((value) => value === 0));
  });

  it("leave their inputs as they are", () => {
    const { layout, input, grad } = setUp([1367, 3], 1, 4);
    const before = [input.slice(), grad.slice()];
    const statistics = passes.statistics(input, layout);
    const ones = new Float64Array(3).fill(1);
    passes.gradientSums(input, grad, layout, statistics);
    passes.mapChannels(input, new Float32Array(input.length), layout, { ...statistics, scale: ones, shift: ones });
    const map = { ...statistics, gradMean: ones, slope: ones, scale: ones };
    passes.mapGradients(input, grad, new Float32Array(input.length), layout, map);
    assert.deepEqual([input, grad], before);
  });
});

describe("allocate", () => {
  it("gives zeros of the shape and number type asked for", () => {
    for (const dtype of ["float32", "float64"] as const) {
      for (const shape of [[], [0, 3], [2, 3], [600, 600]]) {
        const { data, shape: actual } = allocate(shape, dtype);
        assert.equal(data.constructor, dtype === "float32" ? Float32Array : Float64Array);
        assert.deepEqual(actual, shape);
        assert.equal(data.length, elementCount(shape));
        assert.ok(data.every((value) => value === 0));
      }
    }
  });

  it("gives tensors that never share memory", () => {
    const tensors = Array.from({ length: 20 }, () => allocate([600, 600], "float32"));
    tensors.forEach(({ data }, i) => data.fill(i + 1));
    tensors.forEach(({ data }, i) => {
      assert.ok(data.every((value) => value === i + 1));
    });
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import {
  BatchNorm,
  moments,
  normalize,
  RandomGenerator,
  type Mode,
  type Tensor,
} from "../../../../src/engine/index.ts";
import { assertClose } from "../support/close.ts";

/** Batches of 2 to 30 rows and 1 to 5 columns of very different scale and offset. */
const batches = fc
  .record({
    seed: fc.integer(),
    batchSize: fc.integer({ min: 2, max: 30 }),
    channels: fc.integer({ min: 1, max: 5 }),
    dtype: fc.constantFrom("float32", "float64"),
  })
  .map(({ seed, batchSize, channels, dtype }): Tensor => {
    const random = new RandomGenerator(seed);
    const columns = Array.from({ length: channels }, () => [10 ** (4 * random.normal()), 100 * random.normal()]);
    const values = Array.from({ length: batchSize * channels }, (_, k) => {
      const [scale, offset] = columns[k % channels];
      return scale * (random.normal() + offset);
    });
    return {
      data: dtype === "float32" ? Float32Array.from(values) : Float64Array.from(values),
      shape: [batchSize, channels],
    };
  });
const modes = fc.constantFrom<Mode>("train", "eval");

function column({ data, shape }: Tensor, c: number): Float64Array {
  return Float64Array.from({ length: shape[0] }, (_, n) => data[n * shape[1] + c]);
}

describe("properties of batch normalization", () => {
  it("gives mean 0 and variance var / (var + eps)", () => {
    fc.assert(
      fc.property(batches, (input) => {
        const layer = new BatchNorm(input.shape[1]);
        const output = layer.forward(input, "train");
        // A float32 output is rounded by 6e-8 of at most √30, every value on its own.
        const tolerance = input.data instanceof Float32Array ? 1e-6 : 1e-12;
        for (let c = 0; c < input.shape[1]; c++) {
          const { variance } = moments(column(input, c));
          const { mean: outputMean, variance: outputVariance } = moments(column(output, c));
          assertClose([outputMean], [0], tolerance, "mean");
          assertClose([outputVariance], [variance / (variance + 1e-5)], tolerance, "variance");
        }
      }),
    );
  });

  it("permutes rows as the samples are permuted", () => {
    fc.assert(
      fc.property(batches, fc.integer(), modes, (input, seed, mode) => {
        const [batchSize, channels] = input.shape;
        const order = new RandomGenerator(seed).permutation(batchSize);
        const permute = ({ data }: Tensor): Tensor => ({
          data: data.map((_, k) => data[order[Math.floor(k / channels)] * channels + (k % channels)]),
          shape: input.shape,
        });
        const expected = permute(new BatchNorm(channels).forward(input, mode));
        const actual = new BatchNorm(channels).forward(permute(input), mode);
        for (let c = 0; c < channels; c++) {
          const wanted = column(expected, c);
          const scale = Math.max(...wanted.map(Math.abs));
          assertClose(column(actual, c), wanted, (input.data instanceof Float32Array ? 1.2e-7 : 1e-11) * scale);
        }
      }),
    );
  });

  it("is not changed by a scale and an offset of the input where eps is 0", () => {
    fc.assert(
      fc.property(batches, fc.integer({ min: -20, max: 20 }), (input, exponent) => {
        const scaled = { data: input.data.map((value) => value * 2 ** exponent), shape: input.shape };
        const [expected, actual] = [input, scaled].map((it) =>
          new BatchNorm(it.shape[1], { eps: 0 }).forward(it, "train"),
        );
        // Powers of two scale without rounding.
        assert.deepEqual(actual.data, expected.data);
      }),
    );
  });

  it("is gamma · x̂ + beta", () => {
    fc.assert(
      fc.property(batches, modes, (input, mode) => {
        const channels = input.shape[1];
        const plain = new BatchNorm(channels, { affine: false }).forward(input, mode);
        const layer = new BatchNorm(channels);
        layer.gamma?.fill(2);
        layer.beta?.fill(0.5);
        const actual = layer.forward(input, mode);
        const tolerance = input.data instanceof Float32Array ? 2.5e-7 : 1e-15;
        actual.data.forEach((value, k) => {
          const expected = 2 * plain.data[k] + 0.5;
          assertClose([value], [expected], tolerance * Math.max(1, 2 * Math.abs(plain.data[k])));
        });
      }),
    );
  });

  it("leaves input and upstream gradient as they are", () => {
    fc.assert(
      fc.property(batches, modes, (input, mode) => {
        const before = input.data.slice();
        const layer = new BatchNorm(input.shape[1]);
        const gradOutput = { data: input.data.map((_, k) => Math.sin(k)), shape: input.shape };
        const gradBefore = gradOutput.data.slice();
        layer.forward(input, mode);
        layer.backward(gradOutput);
        assert.deepEqual(input.data, before);
        assert.deepEqual(gradOutput.data, gradBefore);
      }),
    );
  });

  it("agrees in evaluation with training where the running statistics are the batch's own", () => {
    fc.assert(
      fc.property(batches, (input) => {
        const layer = new BatchNorm(input.shape[1], { momentum: 1, runningVariance: "biased" });
        const trained = layer.forward(input, "train");
        const evaluated = layer.forward(input, "eval");
        // A stored mean is rounded to 1e-16 of itself, which two nearly equal rows magnify by mean / σ.
        const largest = Math.max(...trained.data.map(Math.abs));
        assertClose(
          evaluated.data,
          trained.data,
          (input.data instanceof Float32Array ? 1e-6 : 1e-9) * Math.max(1, largest),
        );
      }),
    );
  });

  it("keeps NaN and Infinity inside their own channel", () => {
    fc.assert(
      fc.property(batches, fc.constantFrom(NaN, Infinity, -Infinity), modes, (input, odd, mode) => {
        const channels = input.shape[1];
        const data = input.data.map((value, k) => (k === 0 ? odd : value));
        const expected = new BatchNorm(channels).forward(input, mode);
        const actual = new BatchNorm(channels).forward({ data, shape: input.shape }, mode);
        for (let c = 1; c < channels; c++) {
          assert.deepEqual(column(actual, c), column(expected, c));
        }
        assert.ok(mode === "eval" || column(actual, 0).every(Number.isNaN));
      }),
    );
  });
});

describe("normalize", () => {
  it("is what a layer does in evaluation", () => {
    fc.assert(
      fc.property(batches, (input) => {
        const channels = input.shape[1];
        const layer = new BatchNorm(channels);
        layer.forward(input, "train");
        layer.gamma?.forEach((_, c, gamma) => (gamma[c] = c - 1));
        layer.beta?.fill(0.25);
        const parameters = {
          mean: layer.runningMean ?? [],
          variance: layer.runningVar ?? [],
          gamma: layer.gamma,
          beta: layer.beta,
        };
        assert.deepEqual(normalize(input, parameters), layer.forward(input, "eval"));
      }),
    );
  });
});

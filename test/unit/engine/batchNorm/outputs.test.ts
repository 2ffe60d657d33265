import assert from "node:assert/strict";
import fc from "fast-check";
import { allocate, BatchNorm, elementCount, RandomGenerator, type Tensor } from "../../../../src/engine/index.ts";
import { assertSameNumbers } from "../support/close.ts";
import { assertRefused } from "../support/errors.ts";

/** Large enough for `allocate` to take the kernels' memory: rows that fill up, rows that do not, and runs. */
const shapes = [
  [1024, 64],
  [9377, 7],
  [70000, 1],
  [2, 9, 61, 60],
];

function randomTensor(shape: readonly number[], seed: number, create: typeof plain): Tensor {
  const random = new RandomGenerator(seed);
  const tensor = create(shape);
  tensor.data.forEach((_, k) => (tensor.data[k] = random.normal() + 1));
  return tensor;
}

function plain(shape: readonly number[]): Tensor {
  return { data: new Float32Array(elementCount(shape)), shape };
}

function allocated(shape: readonly number[]): Tensor {
  return allocate(shape, "float32");
}

describe("tensors from allocate", () => {
  for (const shape of shapes) {
    it(`give what plain arrays give, wherever input, gradient and results lie: [${shape.join(", ")}]`, () => {
      const [input, gradOutput] = [randomTensor(shape, 1, plain), randomTensor(shape, 2, plain)];
      const layer = new BatchNorm(shape[1]);
      const output = layer.forward(input, "train");
      const { gradInput, gradGamma, gradBeta } = layer.backward(gradOutput);
      const memories = fc.constantFrom(plain, allocated);
      fc.assert(
        fc.property(memories, memories, memories, memories, (forInput, forGradient, forOutput, forGradInput) => {
          const twin = new BatchNorm(shape[1]);
          const twinInput = randomTensor(shape, 1, forInput);
          const twinGradient = randomTensor(shape, 2, forGradient);
          assertSameNumbers(twin.forward(twinInput, "train", forOutput(shape)).data, output.data, "output");
          const gradients = twin.backward(twinGradient, forGradInput(shape));
          assertSameNumbers(gradients.gradInput.data, gradInput.data, "gradInput");
          assert.deepEqual([gradients.gradGamma, gradients.gradBeta], [gradGamma, gradBeta]);
          assertSameNumbers(twinInput.data, input.data, "input");
          assertSameNumbers(twinGradient.data, gradOutput.data, "gradOutput");
        }),
        { numRuns: 8 },
      );
    });
  }

  it("and plain ones give the same however layers take turns", () => {
    const shape = [300, 40];
    const inputs = [1, 2].map((seed) => randomTensor(shape, seed, plain));
    const gradients = [3, 4].map((seed) => randomTensor(shape, seed, plain));
    const alone = inputs.map((input, i) => {
      const layer = new BatchNorm(40);
      return [layer.forward(input, "train"), layer.backward(gradients[i]).gradInput];
    });
    const layers = [new BatchNorm(40), new BatchNorm(40)];
    const outputs = layers.map((layer, i) => layer.forward(inputs[i], "train"));
    const inTurn = layers.map((layer, i) => [outputs[i], layer.backward(gradients[i]).gradInput]);
    inTurn.flat().forEach(({ data }, i) => {
      assertSameNumbers(data, alone.flat()[i].data);
    });
  });

  it("are in the kernels' memory, together, without overlap", () => {
    const [first, second] = [allocated([300, 300]), allocated([300, 300])];
    assert.equal(first.data.buffer, second.data.buffer);
    assert.ok(second.data.byteOffset >= first.data.byteOffset + first.data.byteLength);
  });

  it("begin new memory where theirs is full, also for a tensor larger than a segment begins with", () => {
    const tensors = [[300, 300], [3000, 3000], [300, 300], ...new Array<number[]>(12).fill([1500, 1000])].map(
      allocated,
    );
    tensors.forEach(({ data }, i) => data.fill(i + 1));
    assert.ok(new Set(tensors.map(({ data }) => data.buffer)).size > 1);
    tensors.forEach(({ data }, i) => {
      assert.ok(data.every((value) => value === i + 1));
    });
  });

  it("begin new memory for larger ones than the last was made for, so that several of these lie together", () => {
    // Larger than anything before, each of which takes an eighth of its segment at the most.
    const [first, ...others] = [[12e6], [15e6], [15e6], [15e6], [300, 300]].map(
      (shape) => allocated(shape).data.buffer,
    );
    assert.ok(!others.includes(first));
    assert.equal(new Set(others).size, 1);
  });

  it("stay plain arrays where they are small or float64", () => {
    assert.equal(allocate([10, 10], "float32").data.byteLength, allocate([10, 10], "float32").data.buffer.byteLength);
    const large = allocate([300, 300], "float64").data;
    assert.equal(large.byteLength, large.buffer.byteLength);
  });
});

describe("new results", () => {
  it("have a buffer of their own, which a message can carry away", () => {
    for (const shape of [[2, 2], [100, 50], ...shapes]) {
      for (const create of [plain, allocated]) {
        const layer = new BatchNorm(shape[1]);
        const output = layer.forward(randomTensor(shape, 1, create), "train");
        const { gradInput } = layer.backward(randomTensor(shape, 2, create));
        for (const { data } of [output, gradInput]) {
          assert.equal(data.buffer.byteLength, data.byteLength);
          const before = data.slice();
          assertSameNumbers(structuredClone(data, { transfer: [data.buffer as ArrayBuffer] }), before);
        }
      }
    }
  });
});

/** What a caller does in turn: to this layer, with the input that lies in this memory, and where the result goes. */
const calls = fc.array(
  fc.record({
    task: fc.constantFrom("forward", "backward", "allocate"),
    memory: fc.constantFrom(plain, allocated),
    withOut: fc.boolean(),
    seed: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 2, maxLength: 12 },
);

describe("results that a caller keeps", () => {
  it("are never written to by later calls, whatever these are", () => {
    fc.assert(
      fc.property(calls, (sequence) => {
        const shape = [1100, 60];
        const layer = new BatchNorm(60);
        const kept: { readonly result: Tensor; readonly before: Tensor["data"] }[] = [];
        const keep = (result: Tensor) => kept.push({ result, before: result.data.slice() });
        layer.forward(randomTensor(shape, 1, plain), "train");
        for (const { task, memory, withOut, seed } of sequence) {
          const input = randomTensor(shape, seed, memory);
          keep(input);
          const out = withOut ? memory(shape) : undefined;
          if (task === "forward") {
            keep(layer.forward(input, "train", out));
          } else if (task === "backward") {
            keep(layer.backward(input, out).gradInput);
          }
        }
        for (const { result, before } of kept) {
          assertSameNumbers(result.data, before);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("out", () => {
  const input = { data: Float32Array.of(4, 5, 6, 7), shape: [2, 2] };

  it("is what forward and backward return, with the result in it", () => {
    for (const values of [input.data, Float64Array.from(input.data)]) {
      const x = { data: values, shape: [2, 2] };
      const layer = new BatchNorm(2);
      const [output, gradInput] = [values.map(() => NaN), values.map(() => NaN)].map((data) => ({
        data,
        shape: [2, 2],
      }));
      for (const mode of ["train", "eval"] as const) {
        assert.equal(layer.forward(x, mode, output), output);
        assert.deepEqual(output, layer.forward(x, mode));
        assert.equal(layer.backward(x, gradInput).gradInput, gradInput);
        assert.deepEqual(gradInput, layer.backward(x).gradInput);
      }
    }
  });

  it("is refused where it does not fit, and nothing has changed then", () => {
    const layer = new BatchNorm(2);
    const misfits = [
      { data: new Float32Array(4), shape: [4, 1] },
      { data: new Float32Array(3), shape: [2, 2] },
      { data: new Float64Array(4), shape: [2, 2] },
    ];
    for (const out of misfits) {
      assertRefused(() => layer.forward(input, "train", out), "SHAPE_MISMATCH");
      assert.equal(layer.numBatchesTracked, 0);
    }
    layer.forward(input, "train");
    for (const out of misfits) {
      assertRefused(() => layer.backward(input, out), "SHAPE_MISMATCH");
    }
  });

  it("is refused in the memory of an input, whole or in part", () => {
    const layer = new BatchNorm(2);
    const buffer = new Float32Array(12);
    const at = (start: number): Tensor => ({ data: buffer.subarray(start, start + 4), shape: [2, 2] });
    const [x, gradOutput] = [at(0), at(4)];
    x.data.set(input.data);
    assertRefused(() => layer.forward(x, "train", x), "INVALID_OPTION");
    assertRefused(() => layer.forward(x, "train", at(3)), "INVALID_OPTION");
    layer.forward(x, "train", at(4));
    assertRefused(() => layer.backward(gradOutput, at(7)), "INVALID_OPTION");
    assertRefused(() => layer.backward(gradOutput, at(1)), "INVALID_OPTION");
    layer.backward(gradOutput, at(8));
    assert.deepEqual([...x.data], [...input.data]);
  });
});

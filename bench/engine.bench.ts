// Batch normalization of float32 batches in training beside PyTorch, a plain copy (the memory limit) and a plain loop.
// Ours: "allocated, out" with all tensors from `allocate`, results written to the same ones again and again; "allocated"
// with inputs from there and new results; "plain" with plain arrays and new results. PyTorch makes new results, in memory
// that its allocator reuses: see support/pythonPeer.ts.
import { allocate, BatchNorm, elementCount, RandomGenerator, type Tensor } from "../src/engine/index.ts";
import { compare, type Contestant } from "./support/compare.ts";
import { PythonPeer } from "./support/pythonPeer.ts";

const shapes: readonly (readonly number[])[] = [
  [100_000, 64],
  [1_000_000, 16],
  [256, 512],
  [32, 64, 56, 56],
];
/** A small shape runs so often in one measurement that the clock does not matter, and that two rounds warm the code up. */
const smallShape = 1e6;
const smallRepeats = 500;

export default async function bench(): Promise<void> {
  const torch = await PythonPeer.start("torchPeer.py");
  for (const shape of shapes) {
    const repeats = elementCount(shape) < smallShape ? smallRepeats : 1;
    const input = plainTensor(shape, 1);
    const gradOutput = plainTensor(shape, 2);
    const allocated = {
      input: allocatedCopy(input),
      gradOutput: allocatedCopy(gradOutput),
      output: allocate(shape, "float32"),
      gradInput: allocate(shape, "float32"),
    };
    const layer = new BatchNorm(shape[1]);
    const target = new Float32Array(input.data.length);
    const repeated = (name: string, work: () => unknown): Contestant => ({
      name,
      run: () => {
        const start = performance.now();
        for (let i = 0; i < repeats; i++) {
          work();
        }
        return (performance.now() - start) / repeats;
      },
    });
    const torchRuns = (task: "forward" | "forwardBackward"): Contestant[] =>
      torch === null
        ? []
        : [1, 2].map((threads) => ({
            name: `PyTorch, ${threads} thread${threads > 1 ? "s" : ""}`,
            run: () => torch.measure({ shape, task, threads, repeats }),
          }));

    await compare(
      `forward, ${shape.join(" × ")}, float32`,
      [
        repeated("allocated, out", () => layer.forward(allocated.input, "train", allocated.output)),
        repeated("allocated", () => layer.forward(allocated.input, "train")),
        repeated("plain", () => layer.forward(input, "train")),
        ...torchRuns("forward"),
        repeated("copy to a new array", () => input.data.slice()),
        repeated("copy to an old array", () => {
          target.set(input.data);
        }),
        repeated("plain loop", () => plainForward(input)),
      ],
      { numOwn: 3 },
    );
    await compare(
      `forward + backward, ${shape.join(" × ")}, float32`,
      [
        repeated("allocated, out", () => {
          layer.forward(allocated.input, "train", allocated.output);
          layer.backward(allocated.gradOutput, allocated.gradInput);
        }),
        repeated("allocated", () => {
          layer.forward(allocated.input, "train");
          layer.backward(allocated.gradOutput);
        }),
        repeated("plain", () => {
          layer.forward(input, "train");
          layer.backward(gradOutput);
        }),
        ...torchRuns("forwardBackward"),
      ],
      { numOwn: 3 },
    );
  }
  torch?.stop();
}

function plainTensor(shape: readonly number[], seed: number): Tensor {
  const random = new RandomGenerator(seed);
  const data = new Float32Array(elementCount(shape)).map(() => 2 * random.uniform() + 3);
  return { data, shape };
}

function allocatedCopy({ data, shape }: Tensor): Tensor {
  const copy = allocate(shape, "float32");
  copy.data.set(data);
  return copy;
}

/** What one would write first: channel by channel, two passes and a third one that writes. */
function plainForward({ data, shape }: Tensor): Float32Array {
  const [batchSize, channels] = shape;
  const inner = elementCount(shape.slice(2));
  const output = new Float32Array(data.length);
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    let squares = 0;
    for (let n = 0; n < batchSize; n++) {
      for (let i = 0, k = (n * channels + c) * inner; i < inner; i++, k++) {
        sum += data[k];
      }
    }
    const mean = sum / (batchSize * inner);
    for (let n = 0; n < batchSize; n++) {
      for (let i = 0, k = (n * channels + c) * inner; i < inner; i++, k++) {
        squares += (data[k] - mean) ** 2;
      }
    }
    const invStd = 1 / Math.sqrt(squares / (batchSize * inner) + 1e-5);
    for (let n = 0; n < batchSize; n++) {
      for (let i = 0, k = (n * channels + c) * inner; i < inner; i++, k++) {
        output[k] = (data[k] - mean) * invStd;
      }
    }
  }
  return output;
}

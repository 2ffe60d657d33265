// A training step of the lab beside PyTorch's of the same network: with and without batch norm, by SGD and Adam, of small
// and large batches, in float32 and float64.

import { RandomGenerator, type DType } from "../src/engine/index.ts";
import { defaultLabSettings, type LabSettings } from "../src/shared/lab/settings.ts";
import { labData, type LabData } from "../src/worker/lab/labData.ts";
import type { LabTable } from "../src/worker/lab/labTable.ts";
import { LabRun } from "../src/worker/lab/labRun.ts";
import { Lane } from "../src/worker/lab/lane.ts";
import { splitRows } from "../src/worker/lab/split.ts";
import { collectGarbage, compare } from "./support/compare.ts";
import { PythonPeer } from "./support/pythonPeer.ts";

const networks = [
  { width: 100, depth: 4 },
  { width: 256, depth: 6 },
] as const;
const batchSizes = [16, 64, 256] as const;
const optimizers = ["sgd", "adam"] as const;
const [inputs, outputs] = [64, 10];
const choice = { target: "label", predict: "auto", validationShare: 0.2 } as const;
/** A measurement takes about so long at a multiplication and addition in every nanosecond or two. */
const multiplicationsAtOnce = 3e7;

export default async function bench(): Promise<void> {
  const torch = await PythonPeer.start("torchPeer.py");
  const data = labData(randomTable(1500, inputs, outputs), choice);
  for (const { width, depth } of networks) {
    for (const batchSize of batchSizes) {
      for (const dtype of ["float32", "float64"] as const) {
        for (const optimizer of optimizers) {
          for (const kind of ["batchNorm", "plain"] as const) {
            const settings = { ...defaultLabSettings, activation: "relu", weights: "he", learningRate: 0.01 } as const;
            await besideTorch(torch, data, { ...settings, width, depth, batchSize, optimizer }, kind, dtype);
          }
        }
      }
    }
  }
  torch?.stop();
  measureMemory();
}

async function besideTorch(
  torch: PythonPeer | null,
  data: LabData,
  settings: LabSettings & { readonly optimizer: string },
  kind: "batchNorm" | "plain",
  dtype: DType,
): Promise<void> {
  const { width, depth, batchSize: batch, optimizer } = settings;
  const split = splitRows(data, 0, { standardize: true, dtype });
  const lane = new Lane(kind, settings, split, outputs, 0, { dtype });
  const multiplications = 3 * batch * width * (inputs + (depth - 1) * width + outputs);
  const repeats = Math.max(3, Math.round(multiplicationsAtOnce / multiplications));
  const task = {
    task: "networkStep",
    dtype,
    inputs,
    width,
    depth,
    outputs,
    batch,
    optimizer,
    norm: kind === "batchNorm",
  };
  const peers = (torch === null ? [] : [1, 2]).map((threads) => ({
    name: `PyTorch, ${threads} thread${threads > 1 ? "s" : ""}`,
    run: () => torch?.measure({ ...task, threads, repeats }) ?? NaN,
  }));
  await compare(
    `a step of ${inputs}-${width}×${depth}-${outputs}, ${kind}, batch ${batch}, ${optimizer}, ${dtype}, ${(multiplications / 1e6).toFixed(1)} M products`,
    [{ name: "lab, 1 thread", run: () => stepMs(lane, repeats) }, ...peers],
    { budgetMs: 3000 },
  );
}

function stepMs(lane: Lane, repeats: number): number {
  const start = performance.now();
  for (let step = 0; step < repeats; step++) lane.train();
  return (performance.now() - start) / repeats;
}

/**
 * What a run of 100,000 steps keeps, garbage collected before each look: its probes, whose number does not depend on
 * the steps. The engine's kernels have memory of their own, outside the heap.
 */
function measureMemory(): void {
  const steps = 100_000;
  const run = new LabRun(
    1,
    { ...defaultLabSettings, width: 4, depth: 1, batchSize: 8, seeds: 1, steps },
    labData(randomTable(60, 3, 2), choice),
  );
  const used: string[] = [];
  while (!run.isFinished) {
    run.advance(() => false);
    if (run.step % (steps / 5) !== 0) continue;
    collectGarbage();
    const { heapUsed, external, rss } = process.memoryUsage();
    used.push([heapUsed, external, rss].map((bytes) => (bytes / 1e6).toFixed(1)).join(" + "));
  }
  console.log(`\nMB of heap + outside it + whole process at every ${steps / 5} of ${steps} steps: ${used.join(", ")}`);
}

/** Rows of normal features, labelled in turn. */
function randomTable(rows: number, features: number, classes: number): LabTable {
  const random = new RandomGenerator(1);
  const numeric = Array.from({ length: features }, (_, c) => {
    const numbers = Float64Array.from({ length: rows }, () => random.normal());
    return { name: `x${c}`, numbers, classes: null, textAt: (row: number) => String(numbers[row]) };
  });
  const names = Array.from({ length: classes }, (_, k) => String(k));
  const label = { name: "label", numbers: null, classes: names, textAt: (row: number) => names[row % classes] };
  return { name: "random", rows, columns: [...numeric, label] };
}

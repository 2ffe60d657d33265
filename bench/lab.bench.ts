// A training step of the lab beside PyTorch's: 64-100-100-100-100-10 with batch norm and ReLU, batch 64, SGD.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { RandomGenerator, type DType } from "../src/engine/index.ts";
import { defaultLabSettings, type LabSettings } from "../src/shared/lab/settings.ts";
import { labData } from "../src/worker/lab/labData.ts";
import type { LabTable } from "../src/worker/lab/labTable.ts";
import { LabRun } from "../src/worker/lab/labRun.ts";
import { Lane } from "../src/worker/lab/lane.ts";
import { splitRows } from "../src/worker/lab/split.ts";
import { compare } from "./harness.ts";
import { TorchPeer } from "./torchPeer.ts";

const settings: LabSettings = { ...defaultLabSettings, depth: 4, activation: "relu", weights: "he", learningRate: 0.1 };
const choice = { target: "label", predict: "auto", validationShare: 0.2 } as const;
/** Steps in one measurement. */
const repeats = 20;

export default async function bench(): Promise<void> {
  const torch = await TorchPeer.start();
  const data = labData(randomTable(1500, 64, 10), choice);
  for (const dtype of ["float32", "float64"] as const) {
    const lane = new Lane("batchNorm", settings, splitRows(data, 0, { standardize: true, dtype }), 10, 0, { dtype });
    await compare(`a training step, ${dtype}`, [
      { name: "lab", run: () => stepMs(lane) },
      ...(torch === null ? [] : [{ name: "PyTorch, 1 thread", run: () => torchStepMs(torch, dtype) }]),
    ]);
  }
  torch?.stop();
  measureMemory();
}

function stepMs(lane: Lane): number {
  const start = performance.now();
  for (let step = 0; step < repeats; step++) lane.train();
  return (performance.now() - start) / repeats;
}

function torchStepMs(torch: TorchPeer, dtype: DType): Promise<number> {
  return torch.measure({ shape: [64, 64], task: "networkStep", dtype, threads: 1, repeats });
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
  const collect = garbageCollector();
  while (!run.isFinished) {
    run.advance(() => false);
    if (run.step % (steps / 5) !== 0) continue;
    collect();
    const { heapUsed, external, rss } = process.memoryUsage();
    used.push([heapUsed, external, rss].map((bytes) => (bytes / 1e6).toFixed(1)).join(" + "));
  }
  console.log(`\nMB of heap + outside it + whole process at every ${steps / 5} of ${steps} steps: ${used.join(", ")}`);
}

/** Node's own, without a flag on the command line. */
function garbageCollector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

/** Rows of normal features, labelled in turn. */
function randomTable(rows: number, features: number, classes: number): LabTable {
  const random = new RandomGenerator(1);
  const inputs = Array.from({ length: features }, (_, c) => {
    const numbers = Float64Array.from({ length: rows }, () => random.normal());
    return { name: `x${c}`, numbers, classes: null, textAt: (row: number) => String(numbers[row]) };
  });
  const names = Array.from({ length: classes }, (_, k) => String(k));
  const label = { name: "label", numbers: null, classes: names, textAt: (row: number) => names[row % classes] };
  return { name: "random", rows, columns: [...inputs, label] };
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Tensor } from "../../../../src/engine/index.ts";

/**
 * Reads the cases in test/fixtures/golden, which PyTorch 1.13 computed (recipe: make_golden.py there, and its README for
 * the encoding: numbers are exact, those that are not finite are strings).
 */
export type GoldenNumber = number | "NaN" | "Infinity" | "-Infinity";

export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly data: readonly GoldenNumber[];
}

export interface GoldenResults {
  readonly output: GoldenTensor;
  readonly grad_input: GoldenTensor;
  readonly grad_weight: readonly GoldenNumber[] | null;
  readonly grad_bias: readonly GoldenNumber[] | null;
  readonly running_mean_after: readonly GoldenNumber[] | null;
  readonly running_var_after: readonly GoldenNumber[] | null;
}

export interface GoldenStep {
  readonly mode: "train" | "eval";
  readonly input: GoldenTensor;
  readonly grad_output: GoldenTensor;
  readonly expected: GoldenResults & { readonly num_batches_tracked_after: number | null };
  readonly exact?: GoldenResults;
  readonly batch_statistics_exact?: {
    readonly mean: readonly GoldenNumber[];
    readonly var_biased: readonly GoldenNumber[];
  };
}

export interface GoldenOptions {
  readonly num_features: number;
  readonly eps: number;
  readonly momentum: number | null;
  readonly affine: boolean;
  readonly track_running_stats: boolean;
}

export interface GoldenState {
  readonly weight: readonly number[] | null;
  readonly bias: readonly number[] | null;
  readonly running_mean: readonly number[] | null;
  readonly running_var: readonly number[] | null;
  readonly num_batches_tracked: number | null;
}

export interface GoldenSequence {
  readonly kind: "batchnorm_sequence";
  readonly name: string;
  readonly dtype: "float32" | "float64";
  readonly options: GoldenOptions;
  readonly initial_state: GoldenState;
  /** How far PyTorch itself is from the exact results, over the largest of them; null where they are not finite. */
  readonly torch_vs_exact: Readonly<Record<string, { readonly max_abs_over_max_exact: number }>> | null;
  readonly steps: readonly GoldenStep[];
}

const folder = join(import.meta.dirname, "../../../fixtures/golden");

/** One file of the fixtures, such as "errors/errors.json". The caller names the shape that the file's `kind` has. */
export function readGolden(path: string): unknown {
  return JSON.parse(readFileSync(join(folder, path), "utf8"));
}

/** All files of one of the fixtures' folders, in the order of their names. */
export function readGoldenFolder(name: string): unknown[] {
  const files = readdirSync(join(folder, name)).sort();
  return files.filter((file) => file.endsWith(".json")).map((file) => readGolden(join(name, file)));
}

export function goldenValues(values: readonly GoldenNumber[]): Float64Array {
  return Float64Array.from(values, Number);
}

export function goldenTensor({ shape, data }: GoldenTensor, dtype: "float32" | "float64" = "float64"): Tensor {
  const values = data.map(Number);
  return { shape, data: dtype === "float32" ? Float32Array.from(values) : Float64Array.from(values) };
}

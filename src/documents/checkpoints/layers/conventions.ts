import { conventionsOf, frameworks, type TensorRole } from "../../layers/frameworks.ts";
import type { CheckpointFramework } from "../types.ts";

export type { TensorRole };

/** How one framework names the tensors of a batch norm layer in a flat list. */
export interface NamingConvention {
  readonly framework: CheckpointFramework;
  /** Last part of a tensor's name → its role. What stands before it, without the separator, names the layer. */
  readonly roles: ReadonlyMap<string, TensorRole>;
  /** What may stand between the layer and the last part. */
  readonly separators: string;
  /** Whether γ or β has to be there: the names alone say too little ("mean", "variance"). */
  readonly requiresAffine: boolean;
}

/** The conventions of `frameworks`, one for each way of naming. */
export const namingConventions: readonly NamingConvention[] = frameworks.flatMap(({ framework, namings }) =>
  namings.map(({ names, separators = "./", requiresAffine = false }) => {
    const pairs = Object.entries(names).flatMap(([role, each]) =>
      each.map((name) => [name, role as TensorRole] as const),
    );
    return { framework, roles: new Map(pairs), separators, requiresAffine };
  }),
);

/** Where Flax keeps running statistics and nothing else. */
const flaxStatistics = /(?:^|[./])batch_stats[./]/;

/**
 * Whether a mean and a variance under one name are a layer's: where the names alone say too little ("mean", "var"), γ, β or
 * Caffe's factor stand beside them, or they stand in Flax' collection of running statistics.
 */
export function areStatistics(
  { framework, requiresAffine }: NamingConvention,
  has: (...roles: readonly TensorRole[]) => boolean,
  paths: readonly string[],
): boolean {
  return (
    !requiresAffine ||
    has("gamma", "beta", "scaleFactor") ||
    (framework === "flax" && paths.some((path) => flaxStatistics.test(path)))
  );
}

/** What a layer is assumed to be made with where its file does not say. */
export interface FrameworkDefaults {
  readonly eps: number;
  /** In the framework's own sense. */
  readonly momentum: number;
  readonly runningVariance: "unbiased" | "biased";
}

/** The frameworks' own defaults. */
export function frameworkDefaults(framework: CheckpointFramework): FrameworkDefaults {
  const { eps, momentum, runningVariance } = conventionsOf(framework);
  return { eps, momentum, runningVariance };
}

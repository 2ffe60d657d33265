import type { CheckpointFramework } from "../types.ts";

/** What a tensor is to its layer. */
export type TensorRole = "gamma" | "beta" | "mean" | "variance" | "steps";

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

function convention(
  framework: CheckpointFramework,
  names: Readonly<Partial<Record<TensorRole, readonly string[]>>>,
  { separators = "./", requiresAffine = false } = {},
): NamingConvention {
  const pairs = Object.entries(names).flatMap(([role, each]) =>
    each.map((name) => [name, role as TensorRole] as const),
  );
  return { framework, roles: new Map(pairs), separators, requiresAffine };
}

const affineNames = { gamma: ["gamma"], beta: ["beta"] };

/**
 * The conventions. Where one pair of statistics fits several, the one that explains most tensors of the layer is taken, then the
 * earlier one: a lone pair of running_mean and running_var is PyTorch's.
 *
 * **Source**: the frameworks' own layers; Caffe's are those of caffe-tensorflow and of Caffe2.
 */
export const namingConventions: readonly NamingConvention[] = [
  convention("pytorch", {
    gamma: ["weight"],
    beta: ["bias"],
    mean: ["running_mean"],
    variance: ["running_var"],
    steps: ["num_batches_tracked"],
  }),
  convention("keras", { ...affineNames, mean: ["moving_mean"], variance: ["moving_variance"] }, { separators: "/" }),
  convention(
    "mindspore",
    { ...affineNames, mean: ["moving_mean"], variance: ["moving_variance"] },
    { separators: "." },
  ),
  convention("chainer", { ...affineNames, mean: ["avg_mean"], variance: ["avg_var"], steps: ["N"] }),
  convention(
    "mxnet",
    { ...affineNames, mean: ["running_mean", "moving_mean"], variance: ["running_var", "moving_var"] },
    { separators: "._/" },
  ),
  convention("paddle", { gamma: ["weight"], beta: ["bias"], mean: ["_mean"], variance: ["_variance"] }),
  convention(
    "haiku",
    {
      gamma: ["scale"],
      beta: ["offset"],
      mean: ["~/mean_ema:average", "~/mean_ema/average"],
      variance: ["~/var_ema:average", "~/var_ema/average"],
      steps: ["~/mean_ema:counter", "~/mean_ema/counter"],
    },
    { separators: ":/" },
  ),
  convention("flax", { gamma: ["scale"], beta: ["bias"], mean: ["mean"], variance: ["var"] }, { requiresAffine: true }),
  convention(
    "caffe",
    { gamma: ["scale"], beta: ["offset"], mean: ["mean"], variance: ["variance"] },
    { requiresAffine: true },
  ),
  convention(
    "caffe",
    { gamma: ["s"], beta: ["b"], mean: ["rm"], variance: ["riv"] },
    { separators: "_", requiresAffine: true },
  ),
];

/** What a layer is assumed to be made with where its file does not say. */
export interface FrameworkDefaults {
  readonly eps: number;
  /** In the framework's own sense. */
  readonly momentum: number;
  readonly runningVariance: "unbiased" | "biased";
}

/** The frameworks' own defaults. Haiku's momentum has none: 0.9 is that of its networks. */
export const frameworkDefaults: Readonly<Record<CheckpointFramework, FrameworkDefaults>> = {
  pytorch: { eps: 1e-5, momentum: 0.1, runningVariance: "unbiased" },
  mlx: { eps: 1e-5, momentum: 0.1, runningVariance: "biased" },
  keras: { eps: 1e-3, momentum: 0.99, runningVariance: "biased" },
  onnx: { eps: 1e-5, momentum: 0.9, runningVariance: "biased" },
  flax: { eps: 1e-5, momentum: 0.99, runningVariance: "biased" },
  haiku: { eps: 1e-5, momentum: 0.9, runningVariance: "biased" },
  chainer: { eps: 2e-5, momentum: 0.9, runningVariance: "unbiased" },
  mxnet: { eps: 1e-5, momentum: 0.9, runningVariance: "biased" },
  paddle: { eps: 1e-5, momentum: 0.9, runningVariance: "biased" },
  mindspore: { eps: 1e-5, momentum: 0.9, runningVariance: "unbiased" },
  caffe: { eps: 1e-5, momentum: 0.999, runningVariance: "unbiased" },
  unknown: { eps: 1e-5, momentum: 0.1, runningVariance: "unbiased" },
};

import type { PresetName } from "../../shared/options.ts";
import type { CheckpointFramework } from "../checkpoints/types.ts";

/** What a list of numbers is to its layer. `scaleFactor` divides Caffe's statistics. */
export type TensorRole = "gamma" | "beta" | "mean" | "variance" | "steps" | "scaleFactor";

/** How a framework names the parts of a batch norm layer. */
export interface Naming {
  readonly names: Readonly<Partial<Record<TensorRole, readonly string[]>>>;
  /** What may stand between the layer and the name. */
  readonly separators?: string;
  /** Whether γ or β has to be there: the names alone say too little ("mean", "variance"). */
  readonly requiresAffine?: boolean;
}

/** A framework's conventions of batch norm. */
export interface FrameworkRow {
  readonly framework: CheckpointFramework;
  /** As it writes its own name. */
  readonly title: string;
  readonly namings: readonly Naming[];
  readonly eps: number;
  /** As the framework writes it. */
  readonly momentum: number;
  /** Whether momentum is the share of the new batch (PyTorch) or of the old statistics. */
  readonly momentumOf: "new" | "old";
  /** Whether the running variance averages variances divided by N − 1 or by N. */
  readonly runningVariance: "unbiased" | "biased";
  readonly channelAxis: 1 | -1;
  /** The report's preset with the same running variance and layout; momentum is converted to its sense. */
  readonly preset: PresetName;
  /** What else differs, for the README's table. */
  readonly note?: string;
}

const affine = { gamma: ["gamma"], beta: ["beta"] };

/**
 * The one table of conventions: readers of text, arrays and checkpoints take names and defaults from it, and the
 * README's table is made of it. Where one pair of statistics fits several namings, the one that explains most parts of
 * the layer is taken, then the earlier one: a lone pair of running_mean and running_var is PyTorch's.
 *
 * **Source**: the frameworks' own layers; Caffe's names are also those of caffe-tensorflow and of Caffe2.
 */
export const frameworks: readonly FrameworkRow[] = [
  {
    ...{ framework: "pytorch", title: "PyTorch", eps: 1e-5, momentum: 0.1, momentumOf: "new" },
    ...{ runningVariance: "unbiased", channelAxis: 1, preset: "pytorch" },
    namings: [
      {
        names: {
          ...{ gamma: ["weight"], beta: ["bias"], mean: ["running_mean"], variance: ["running_var"] },
          steps: ["num_batches_tracked"],
        },
      },
      {
        names: {
          ...{ gamma: ["weight", "gamma"], beta: ["bias", "beta"], mean: ["runningMean"], variance: ["runningVar"] },
          steps: ["numBatchesTracked"],
        },
      },
      // BigGAN's own batch norm, which keeps standing statistics.
      { names: { gamma: ["gain"], beta: ["bias"], mean: ["stored_mean"], variance: ["stored_var"] } },
    ],
    note: "momentum None: cumulative average; BigGAN: stored_mean, stored_var",
  },
  {
    ...{ framework: "keras", title: "Keras, TensorFlow.js", eps: 1e-3, momentum: 0.99, momentumOf: "old" },
    ...{ runningVariance: "biased", channelAxis: -1, preset: "keras" },
    namings: [
      { names: { ...affine, mean: ["moving_mean"], variance: ["moving_variance"] }, separators: "/" },
      { names: { ...affine, mean: ["movingMean"], variance: ["movingVariance"] }, separators: "./" },
    ],
    note: "tf.keras' fused kernel (4 axes) keeps the unbiased variance; get_weights(): γ, β, mean, variance",
  },
  {
    ...{ framework: "onnx", title: "ONNX", eps: 1e-5, momentum: 0.9, momentumOf: "old" },
    ...{ runningVariance: "biased", channelAxis: 1, preset: "onnx" },
    namings: [
      { names: { gamma: ["scale"], beta: ["B"], mean: ["input_mean"], variance: ["input_var"] } },
      { names: { gamma: ["scale"], beta: ["B"], mean: ["mean"], variance: ["var"] }, requiresAffine: true },
    ],
  },
  {
    ...{ framework: "mindspore", title: "MindSpore", eps: 1e-5, momentum: 0.9, momentumOf: "old" },
    ...{ runningVariance: "unbiased", channelAxis: 1, preset: "pytorch" },
    namings: [{ names: { ...affine, mean: ["moving_mean"], variance: ["moving_variance"] }, separators: "." }],
    note: "Keras' names; told apart by dots and numbers in the path (layer1.0.bn1.gamma)",
  },
  {
    ...{ framework: "chainer", title: "Chainer", eps: 2e-5, momentum: 0.9, momentumOf: "old" },
    ...{ runningVariance: "unbiased", channelAxis: 1, preset: "pytorch" },
    namings: [{ names: { ...affine, mean: ["avg_mean"], variance: ["avg_var"], steps: ["N"] } }],
  },
  {
    ...{ framework: "mxnet", title: "MXNet, Gluon", eps: 1e-5, momentum: 0.9, momentumOf: "old" },
    ...{ runningVariance: "biased", channelAxis: 1, preset: "onnx" },
    namings: [
      {
        names: { ...affine, mean: ["running_mean", "moving_mean"], variance: ["running_var", "moving_var"] },
        separators: "._/",
      },
    ],
    note: "ε is 1e-3 by default in MXNet's symbols; with fix_gamma γ is 1, whatever is stored",
  },
  {
    ...{ framework: "paddle", title: "PaddlePaddle", eps: 1e-5, momentum: 0.9, momentumOf: "old" },
    ...{ runningVariance: "biased", channelAxis: 1, preset: "onnx" },
    namings: [
      { names: { gamma: ["weight"], beta: ["bias"], mean: ["_mean"], variance: ["_variance"] } },
      { names: { gamma: ["w_0"], beta: ["b_0"], mean: ["w_1"], variance: ["w_2"] }, requiresAffine: true },
    ],
  },
  {
    ...{ framework: "haiku", title: "Haiku", eps: 1e-5, momentum: 0.9, momentumOf: "old" },
    ...{ runningVariance: "biased", channelAxis: -1, preset: "keras" },
    namings: [
      {
        names: {
          gamma: ["scale"],
          beta: ["offset"],
          mean: ["~/mean_ema:average", "~/mean_ema/average", "~/mean_ema.average"],
          variance: ["~/var_ema:average", "~/var_ema/average", "~/var_ema.average"],
          steps: ["~/mean_ema:counter", "~/mean_ema/counter", "~/mean_ema.counter"],
        },
        separators: ":/.",
      },
    ],
    note: "two trees, params and state; ε and decay are given where the layer is made: common values",
  },
  {
    ...{ framework: "flax", title: "Flax", eps: 1e-5, momentum: 0.99, momentumOf: "old" },
    ...{ runningVariance: "biased", channelAxis: -1, preset: "keras" },
    namings: [
      {
        names: { gamma: ["scale"], beta: ["bias"], mean: ["mean"], variance: ["var"] },
        requiresAffine: true,
      },
    ],
    note: "two trees, params and batch_stats",
  },
  {
    ...{ framework: "caffe", title: "Caffe", eps: 1e-5, momentum: 0.999, momentumOf: "old" },
    ...{ runningVariance: "unbiased", channelAxis: 1, preset: "pytorch" },
    namings: [
      {
        names: {
          ...{ gamma: ["scale"], beta: ["offset"], mean: ["mean"], variance: ["variance"] },
          scaleFactor: ["scale_factor"],
        },
        requiresAffine: true,
      },
      {
        names: { gamma: ["s"], beta: ["b"], mean: ["rm"], variance: ["riv"] },
        separators: "_",
        requiresAffine: true,
      },
    ],
    note: "mean and variance are divided by scale_factor",
  },
];

/** What the readers of checkpoints assume of frameworks that have no names of their own in flat lists. */
const others: Readonly<Record<"mlx" | "unknown", Omit<FrameworkRow, "framework" | "namings">>> = {
  mlx: {
    ...{ title: "MLX", eps: 1e-5, momentum: 0.1, momentumOf: "new", runningVariance: "biased", channelAxis: -1 },
    preset: "pytorch",
  },
  unknown: {
    ...{ title: "PyTorch", eps: 1e-5, momentum: 0.1, momentumOf: "new", runningVariance: "unbiased", channelAxis: 1 },
    preset: "pytorch",
  },
};

/** The conventions of a framework. */
export function conventionsOf(framework: CheckpointFramework): Omit<FrameworkRow, "framework" | "namings"> {
  if (framework === "mlx" || framework === "unknown") return others[framework];
  return frameworks.find((row) => row.framework === framework) ?? others.unknown;
}

/** Momentum as a framework writes it → as its preset does. 0.9 of the old is 0.1 of the new. */
export function momentumForPreset(
  { momentumOf, preset }: Pick<FrameworkRow, "momentumOf" | "preset">,
  momentum: number,
) {
  const presetOf = preset === "pytorch" ? "new" : "old";
  // Without the digits that binary fractions add.
  return momentumOf === presetOf ? momentum : Number((1 - momentum).toFixed(15));
}

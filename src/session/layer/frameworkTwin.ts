import { BatchNorm, presets, type BatchNormOptions, type Framework, type Tensor } from "../../engine/index.ts";

/** What is compared, in the order in which a person would meet it. */
export const twinStages = ["trained", "runningMean", "runningVar", "evaluated"] as const;
export type TwinStage = (typeof twinStages)[number];

/** The first number in which two layers differ. */
export interface TwinDifference {
  readonly stage: TwinStage;
  readonly feature: number;
  /** Row of the input for the two outputs, −1 for running statistics. */
  readonly row: number;
  readonly expected: number;
  readonly got: number;
}

export interface FrameworkTwin {
  readonly framework: Framework;
  readonly options: BatchNormOptions;
  /** null: this framework gives the same numbers. */
  readonly difference: TwinDifference | null;
}

const frameworks: readonly Framework[] = ["pytorch", "keras", "onnx", "tfjs"];

/** Two results of the same formula may differ by what their order of operations rounds. */
const relativeTolerance = 1e-12;

/**
 * Runs the same data through the same layer under the conventions of the four frameworks: one update in training, then
 * evaluation; and finds the first number in which each differs from the framework that the layer is written for.
 *
 * - `defaults`: eps and momentum left as each framework has them, as after a port that forgot them.
 * - `converted`: eps and momentum carried over, momentum in each framework's own sense. What differs then is PyTorch's
 *   unbiased running variance.
 *
 * **Shapes**: `rows` is (N, C).
 *
 * @throws EngineError BATCH_TOO_SMALL, INVALID_OPTION
 */
export function frameworkTwins(
  rows: Tensor,
  layer: { readonly framework: Framework; readonly eps: number; readonly momentum: number | null },
  conversion: "defaults" | "converted",
): FrameworkTwin[] {
  const optionsOf = (framework: Framework): BatchNormOptions => {
    const isOwn = framework === layer.framework || conversion === "converted";
    const { eps, momentum } = isOwn ? layer : presets[framework];
    return { ...presets[framework], channelAxis: 1, eps, momentum };
  };
  const reference = run(rows, optionsOf(layer.framework));
  return frameworks.map((framework) => {
    const options = optionsOf(framework);
    return { framework, options, difference: firstDifference(reference, run(rows, options), rows.shape[1]) };
  });
}

type TwinRun = Readonly<Record<TwinStage, ArrayLike<number>>>;

function run(rows: Tensor, options: BatchNormOptions): TwinRun {
  const layer = new BatchNorm(rows.shape[1], options);
  const trained = layer.forward(rows, "train").data;
  const evaluated = layer.forward(rows, "eval").data;
  return { trained, runningMean: layer.runningMean ?? [], runningVar: layer.runningVar ?? [], evaluated };
}

function firstDifference(reference: TwinRun, other: TwinRun, numFeatures: number): TwinDifference | null {
  for (const stage of twinStages) {
    const hasRows = stage === "trained" || stage === "evaluated";
    for (let i = 0; i < reference[stage].length; i++) {
      const expected = reference[stage][i];
      const got = other[stage][i];
      const isSame = Object.is(expected, got) || Math.abs(expected - got) <= relativeTolerance * Math.abs(expected);
      if (isSame) continue;
      return { stage, feature: i % numFeatures, row: hasRows ? Math.floor(i / numFeatures) : -1, expected, got };
    }
  }
  return null;
}

import {
  BatchNorm,
  momentumFromFramework,
  presets,
  type BatchNormOptions,
  type Framework,
  type Tensor,
} from "../../engine/index.ts";
import {
  twinStages,
  type Conversion,
  type FrameworkTwin,
  type TwinDifference,
  type TwinStage,
} from "../../shared/layer/twin.ts";
import type { DatasetRows } from "../dataset/datasetRows.ts";

const frameworks: readonly Framework[] = ["pytorch", "keras", "onnx", "tfjs"];

/** Two results of the same formula may differ by what their order of operations rounds. */
const relativeTolerance = 1e-12;

/**
 * Runs the same data through the same layer under the conventions of the four frameworks: one update in training, then
 * evaluation; and finds the first number in which each differs from the framework that the layer is written for. Once
 * eps and momentum are converted, what differs is PyTorch's unbiased running variance.
 *
 * **Shapes**: `rows` is (N, C).
 *
 * @throws EngineError BATCH_TOO_SMALL, INVALID_OPTION
 */
export function frameworkTwins(
  rows: Tensor,
  layer: { readonly framework: Framework; readonly eps: number; readonly momentum: number | null },
  conversion: Conversion,
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

/** The twins of a new layer on the data of a report, with its options. */
export function datasetTwins({ rows, options }: DatasetRows, conversion: Conversion): FrameworkTwin[] {
  const { preset: framework, eps, momentum } = options;
  return frameworkTwins(rows, { framework, eps, momentum: momentumFromFramework(framework, momentum) }, conversion);
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

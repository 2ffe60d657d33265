import type { Framework } from "../../engine/index.ts";
import { momentumToFramework } from "./momentum.ts";

export interface ConstructedLayer {
  readonly numFeatures: number;
  /** Rank of its input: (N, C) and (N, C, L) are PyTorch's BatchNorm1d, rank 4 BatchNorm2d, rank 5 BatchNorm3d. */
  readonly rank: number;
  readonly eps: number;
  /** In PyTorch's sense; null: cumulative average. */
  readonly momentum: number | null;
}

/**
 * Code that constructs a layer in a framework, eps and momentum in that framework's own sense.
 *
 * Only PyTorch has a cumulative average: for the others its momentum is left out, and stays their default.
 *
 * @example
 * constructorCode("keras", { numFeatures: 4, rank: 2, eps: 1e-5, momentum: 0.1 })
 * // "keras.layers.BatchNormalization(axis=-1, momentum=0.9, epsilon=1e-5)"
 */
export function constructorCode(framework: Framework, layer: ConstructedLayer): string {
  const { numFeatures, rank, momentum } = layer;
  const eps = numberLiteral(layer.eps);
  const written = momentumToFramework(framework, momentum);
  switch (framework) {
    case "pytorch": {
      const dimensions = Math.max(1, rank - 2);
      return `torch.nn.BatchNorm${dimensions}d(${numFeatures}, eps=${eps}, momentum=${written ?? "None"})`;
    }
    case "keras": {
      const argument = written === null ? "" : `momentum=${written}, `;
      return `keras.layers.BatchNormalization(axis=-1, ${argument}epsilon=${eps})`;
    }
    case "onnx": {
      const argument = written === null ? "" : `, momentum=${written}`;
      const inputs = `["X", "scale", "B", "input_mean", "input_var"]`;
      return `onnx.helper.make_node("BatchNormalization", ${inputs}, ["Y"], epsilon=${eps}${argument})`;
    }
    case "tfjs": {
      const property = written === null ? "" : `momentum: ${written}, `;
      return `tf.layers.batchNormalization({ axis: -1, ${property}epsilon: ${eps} })`;
    }
  }
}

/** A number above 0 as a person writes it, in every one of the languages: 0.001, 1e-5. */
export function numberLiteral(value: number): string {
  return value !== 0 && value < 1e-4 ? value.toExponential() : String(value);
}

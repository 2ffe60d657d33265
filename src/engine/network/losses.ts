import { allocateLike } from "../batchNorm/allocate.ts";
import { EngineError } from "../errors.ts";
import { checkTensor, elementCount, sameShape, type Tensor } from "../tensor.ts";

/** A loss, and its gradient by the network's output. */
export interface Loss {
  readonly loss: number;
  /** With the output's shape and number type. */
  readonly gradOutput: Tensor;
}

/**
 * Mean squared error over all values: loss = (1/k) Σ (y − t)²; gradOutput = 2 (y − t) / k.
 *
 * **Shapes**: output (y) and target (t) the same, any. **Source**: `torch.nn.MSELoss`.
 *
 * @throws EngineError SHAPE_MISMATCH, EMPTY_INPUT
 * @example
 * meanSquaredError({ data: Float64Array.of(1, 3), shape: [2] }, { data: Float64Array.of(1, 1), shape: [2] }).loss // 2
 */
export function meanSquaredError(output: Tensor, target: Tensor): Loss {
  checkTensor("output", output);
  checkTensor("target", target);
  if (!sameShape(output.shape, target.shape)) {
    const requirement = `target requires the output's shape [${output.shape.join(", ")}]`;
    throw new EngineError("SHAPE_MISMATCH", requirement, target.shape);
  }
  const count = checkCount(output);
  const gradOutput = allocateLike(output);
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const difference = output.data[k] - target.data[k];
    sum += difference * difference;
    gradOutput.data[k] = (2 * difference) / count;
  }
  return { loss: sum / count, gradOutput };
}

/**
 * Softmax and cross-entropy in one: loss = (1/N) Σ_n −log softmax(logits_n)[label_n];
 * gradOutput = (softmax − one-hot) / N. Each row is shifted by its largest logit, so that no exponential overflows.
 *
 * **Shapes**: logits (N, classes), labels N whole numbers below classes. **Source**: `torch.nn.CrossEntropyLoss`.
 *
 * @throws EngineError SHAPE_MISMATCH, EMPTY_INPUT, INVALID_LABEL
 * @example
 * softmaxCrossEntropy({ data: Float64Array.of(0, 0), shape: [1, 2] }, [1]).loss // ln 2 = 0.6931
 */
export function softmaxCrossEntropy(logits: Tensor, labels: ArrayLike<number>): Loss {
  checkTensor("logits", logits);
  if (logits.shape.length !== 2) {
    throw new EngineError("SHAPE_MISMATCH", "logits requires shape [N, classes]", logits.shape);
  }
  checkCount(logits);
  const { data } = logits;
  const [batchSize, classes] = logits.shape;
  checkLabels(labels, batchSize, classes);
  const gradOutput = allocateLike(logits);
  let sum = 0;
  for (let n = 0; n < batchSize; n++) {
    const start = n * classes;
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, data[start + c]);
    let total = 0;
    for (let c = 0; c < classes; c++) total += Math.exp(data[start + c] - largest);
    sum += Math.log(total) - (data[start + labels[n]] - largest);
    for (let c = 0; c < classes; c++) {
      const probability = Math.exp(data[start + c] - largest) / total;
      gradOutput.data[start + c] = (probability - (c === labels[n] ? 1 : 0)) / batchSize;
    }
  }
  return { loss: sum / batchSize, gradOutput };
}

function checkCount(output: Tensor): number {
  const count = elementCount(output.shape);
  if (count === 0) {
    throw new EngineError("EMPTY_INPUT", "a loss requires at least one value", output.shape);
  }
  return count;
}

function checkLabels(labels: ArrayLike<number>, batchSize: number, classes: number): void {
  if (labels.length !== batchSize) {
    throw new EngineError("SHAPE_MISMATCH", `labels requires ${batchSize} values, one per row`, labels.length);
  }
  for (let n = 0; n < batchSize; n++) {
    const label = labels[n];
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new EngineError("INVALID_LABEL", `a label requires a whole number from 0 to ${classes - 1}`, label);
    }
  }
}

import { t } from "@vscode/l10n";
import { CheckpointError } from "../../checkpointError.ts";
import { Built } from "../values.ts";

/** No tensor is read to more values: 1 GB. */
const maximumElements = 134_217_728;

/** What a pickle builds that has a shape and numbers: a tensor or an array. */
export abstract class TensorLike extends Built {
  abstract readonly shape: readonly number[];
  /** As its framework names it: "float32". */
  abstract readonly dtype: string;
  /**
   * The values in row-major order.
   *
   * @throws CheckpointError where the file does not hold them whole, or they are no real numbers
   */
  abstract read(): Promise<Float64Array>;
}

/** Elements that are objects, texts, complex numbers or of a type that is not known. */
export function notReal(dtype: string): CheckpointError {
  return new CheckpointError("UNSUPPORTED", t("the tensor requires real numbers, got {0}", dtype));
}

/**
 * Number of values of a shape.
 *
 * @throws CheckpointError BROKEN for a negative length; TOO_LARGE
 */
export function elementCount(shape: readonly number[]): number {
  if (shape.some((length) => length < 0)) {
    throw new CheckpointError("BROKEN", t("the shape requires lengths of at least 0, got [{0}]", shape.join(", ")));
  }
  const count = shape.includes(0) ? 0 : shape.reduce((product, length) => product * length, 1);
  if (count > maximumElements) {
    throw new CheckpointError(
      "TOO_LARGE",
      t("the shape [{0}] has more values than reading may cost", shape.join(", ")),
    );
  }
  return count;
}

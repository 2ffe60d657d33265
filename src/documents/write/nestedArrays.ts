import { t } from "@vscode/l10n";
import { DocumentError } from "../documentError.ts";
import { numberText, type Digits } from "./numberText.ts";

/** Values row-major with their shape: what the writers write. */
export interface WritableTensor {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/**
 * A tensor as JSON: nested arrays, the innermost ones on one line each.
 *
 * @throws DocumentError NOT_FINITE for NaN or Infinity, which JSON cannot hold
 * @example jsonText({ shape: [2, 2], data: [1, 2, 3, 4] }, null) // "[\n  [1, 2],\n  [3, 4]\n]\n"
 */
export function jsonText(tensor: WritableTensor, digits: Digits): string {
  const text = (value: number): string => {
    if (Number.isFinite(value)) return numberText(value, digits);
    throw new DocumentError("NOT_FINITE", t("JSON cannot hold {0}: export as CSV or .npy instead", String(value)));
  };
  return `${nested(tensor, text)}\n`;
}

/** A tensor as Python code that makes a `torch.Tensor`. */
export function torchText(tensor: WritableTensor, digits: Digits, dtype: "float32" | "float64"): string {
  return `import torch\n\nx = torch.tensor(${nested(tensor, pythonNumber(digits))}, dtype=torch.${dtype})\n`;
}

/** A tensor as Python code that makes a `numpy.ndarray`. */
export function numpyText(tensor: WritableTensor, digits: Digits, dtype: "float32" | "float64"): string {
  return `import numpy as np\n\nx = np.array(${nested(tensor, pythonNumber(digits))}, dtype=np.${dtype})\n`;
}

function pythonNumber(digits: Digits): (value: number) => string {
  return (value) => {
    if (Number.isFinite(value)) return numberText(value, digits);
    return Number.isNaN(value) ? 'float("nan")' : `float("${value > 0 ? "" : "-"}inf")`;
  };
}

/** Arrays in arrays, each level indented by two more blanks, the innermost on one line. */
function nested({ shape, data }: WritableTensor, text: (value: number) => string): string {
  let next = 0;
  const level = (axis: number, indent: string): string => {
    const length = shape[axis];
    if (axis === shape.length - 1) {
      const row = Array.from({ length }, () => text(data[next++]));
      return `[${row.join(", ")}]`;
    }
    const inner = `${indent}  `;
    const parts = Array.from({ length }, () => inner + level(axis + 1, inner));
    return `[\n${parts.join(",\n")}\n${indent}]`;
  };
  return level(0, "");
}

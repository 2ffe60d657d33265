import { t } from "@vscode/l10n";
import { formatCount } from "../../../../src/shared/text/numbers.ts";
import { parseNumber, type FieldCheck } from "../../../common/numberText.ts";

/** Checks a field that takes a whole number within limits. */
export function checkWhole(name: string, text: string, min: number, max: number): FieldCheck {
  const value = parseNumber(text);
  return value !== null && Number.isInteger(value) && value >= min && value <= max
    ? { value }
    : { error: t("{0} must be a whole number from {1} to {2}, got {3}", name, min, formatCount(max), text) };
}

import { t } from "@vscode/l10n";
import { formatMeasured } from "../text/numbers.ts";

/** Both ends of a range, or the one number where they read the same: "0.1887 to 3.0955". */
export function range(
  { min, max }: { min: number; max: number },
  format: (value: number) => string = formatMeasured,
): string {
  const [from, to] = [format(min), format(max)];
  return from === to ? from : t({ message: "{0} to {1}", args: [from, to], comment: "A range of numbers" });
}

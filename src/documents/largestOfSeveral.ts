import { t } from "@vscode/l10n";
import type { Span, TextNotice } from "./types.ts";

/** Which of several tensors is read where nobody chose one. */
export function largestOfSeveral(
  count: number,
  path: string,
  shape: readonly number[],
  place: Span | null,
): TextNotice {
  const message = t(
    "{0} tensors are here; the largest is read, {1} ({2}). To read another, put the cursor into it, or choose it in Normalize File….",
    count,
    path === "" ? "[]" : path,
    shape.join(" × "),
  );
  return { code: "LARGEST_OF_SEVERAL", severity: "info", message, place };
}

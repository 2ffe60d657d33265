import type { ReportNotice } from "../../../src/shared/report/report.ts";

/** Notices with their place in the snapshot, warnings first: a page shows two before it asks to unfold the others. */
export function warningsFirst<T extends Pick<ReportNotice, "severity">>(
  notices: readonly T[],
): { readonly notice: T; readonly index: number }[] {
  const rank = ({ notice }: { notice: T }): number => Number(notice.severity !== "warning");
  return notices.map((notice, index) => ({ notice, index })).sort((a, b) => rank(a) - rank(b));
}

import type { ReportNotice } from "../../../src/shared/report/report.ts";

/** Notices with their place in the snapshot, the worst first: a page shows two before it asks to unfold the others. */
export function worstFirst<T extends Pick<ReportNotice, "severity">>(
  notices: readonly T[],
): { readonly notice: T; readonly index: number }[] {
  const rank = ({ notice }: { notice: T }): number => ["error", "warning", "info"].indexOf(notice.severity);
  return notices.map((notice, index) => ({ notice, index })).sort((a, b) => rank(a) - rank(b));
}

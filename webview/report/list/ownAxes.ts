import type { ReportSnapshot } from "../../../src/shared/report/report.ts";
import { differInScale } from "../../../src/shared/view/features.ts";
import type { PageView } from "../store/pageView.ts";

const chosen = new WeakMap<ReportSnapshot, boolean>();

/** Whether pictures of x have an axis each: as the person wants it, or else where one axis would show slivers. */
export function hasOwnAxes({ axis }: PageView, snapshot: ReportSnapshot): boolean {
  if (axis !== null) return axis === "own";
  const known = chosen.get(snapshot) ?? differInScale(snapshot.features);
  chosen.set(snapshot, known);
  return known;
}

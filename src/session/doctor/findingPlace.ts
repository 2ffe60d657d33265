import type { Span } from "../../documents/types.ts";
import { placeInLayer, type LoadedLayer } from "../../shared/layer/parameters.ts";
import type { ComputeRequests, DatasetInfo } from "../compute/compute.ts";
import type { Examined } from "../report/examined.ts";
import type { Finding } from "./index.ts";

/** A place in the text of the data, or (where there is a URI) of another document: the layer's. */
export interface FindingPlace {
  readonly uri: string | null;
  readonly span: Span;
}

/** What is asked of a session to find a place. */
export interface PlacedReport {
  readonly info: DatasetInfo | null;
  readonly snapshot: { readonly layer?: LoadedLayer | undefined } | null;
  query(type: "dataset/place", params: ComputeRequests["dataset/place"]["params"]): Promise<Span | null>;
}

/**
 * The very number that a finding is about: in the layer's text where it is one of the layer's; else the infinite value,
 * the name of the feature, its first value, or where the selection begins.
 */
export async function findingPlace(report: PlacedReport, { feature, subject }: Finding): Promise<FindingPlace> {
  const { info, snapshot } = report;
  const start = info?.range.start ?? 0;
  const inData = (span: Span): FindingPlace => ({ uri: null, span });
  if (subject !== "feature" && subject !== "infiniteValue" && snapshot?.layer !== undefined) {
    const place = placeInLayer(snapshot.layer, subject, Math.max(feature, 0));
    if (place !== null) return place;
  }
  if (feature < 0) return inData({ start, end: start });
  const valueAt = (index: number | "firstInfinite"): Promise<Span | null> =>
    report.query("dataset/place", { feature, index }).catch(() => null);
  const infinite = subject === "infiniteValue" ? await valueAt("firstInfinite") : null;
  const place = infinite ?? info?.featurePlaces[feature] ?? (await valueAt(0));
  return inData(place ?? { start, end: start });
}

/** Where a notice of a report leads to; null where it has no place. */
export async function noticePlace(
  report: PlacedReport & { readonly examined: Examined },
  index: number,
): Promise<FindingPlace | null> {
  const notice = report.examined.notices.at(index);
  if (notice === undefined) return null;
  if ("finding" in notice) return findingPlace(report, notice.finding);
  return notice.place && { uri: null, span: notice.place };
}

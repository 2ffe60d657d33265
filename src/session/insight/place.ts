import type { ReportSnapshot } from "../../shared/report/report.ts";
import type { DatasetInfo } from "../compute/compute.ts";
import type { ReportSession } from "../report/reportSession.ts";

/** What stands at a place of a text that was read into a tensor. */
export interface Place {
  readonly snapshot: ReportSnapshot;
  readonly info: DatasetInfo;
  /** The feature whose value or name it is; null where it is only somewhere in the tensor. */
  readonly feature: number | null;
  readonly value: PlaceValue | null;
}

/** A value by its token in the text. */
export interface PlaceValue {
  /** Among the values of its feature. */
  readonly index: number;
  readonly x: number;
  /** Counted from 1. */
  readonly sample: number;
  readonly line: number;
  /** How many values of the feature are less, and how many the same (itself included). */
  readonly less: number;
  readonly same: number;
}

/**
 * What stands at an offset of the text that a session has read: a value, the name of a feature, something else in the
 * tensor. Null outside of it, or where the text has changed since.
 */
export async function placeIn(session: ReportSession, offset: number): Promise<Place | null> {
  const { snapshot, info } = session;
  if (snapshot === null || info === null || !session.live.isCurrent) return null;
  const found = await session.query("dataset/valueAt", { offset });
  if (found !== null) {
    const { feature, index } = found;
    const page = await session.query("dataset/values", { feature, start: index, count: 1 });
    const { less, same } = await session.query("dataset/rank", { feature, index });
    const value = { index, x: page.x[0], sample: page.sample[0], line: page.line[0], less, same };
    return { snapshot, info, feature, value };
  }
  const feature = info.featurePlaces.findIndex(
    (place) => place !== null && place.start <= offset && offset <= place.end,
  );
  if (feature >= 0 && feature < snapshot.features.names.length) return { snapshot, info, feature, value: null };
  const isInside = info.range.start <= offset && offset <= info.range.end;
  return isInside ? { snapshot, info, feature: null, value: null } : null;
}

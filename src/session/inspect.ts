import { inspectFeature, normalizeValue, type InspectorSubject } from "../shared/inspector.ts";
import type { ReportSnapshot } from "../shared/report.ts";
import type { Place } from "./place.ts";

/** Features that the overview of a tensor lists. */
const featuresListed = 200;

/** What the Inspector shows of a place in a text. */
export function inspectPlace({ snapshot, feature, value }: Place, title: string): InspectorSubject {
  const subject = inspectTensor(snapshot, title);
  if (feature === null) return subject;
  const chosen = inspectFeature(snapshot, feature);
  const inspected =
    value === null
      ? null
      : {
          ...normalizeValue(value.x, chosen, snapshot.options.eps),
          x: value.x,
          sample: value.sample,
          line: value.line,
          less: value.less,
          same: value.same,
        };
  return { ...subject, features: [], chosen, value: inspected };
}

/** What the Inspector shows of a whole tensor. */
export function inspectTensor(snapshot: ReportSnapshot, title: string): InspectorSubject {
  const { source, options, features } = snapshot;
  const listed = features.names.slice(0, featuresListed).map((_, c) => inspectFeature(snapshot, c));
  return {
    title,
    shape: source.shape,
    mode: options.mode,
    eps: options.eps,
    features: listed,
    featureCount: source.featureCount,
    chosen: null,
    value: null,
  };
}

import {
  inspectFeature,
  normalizeValue,
  type InspectedLayer,
  type InspectorSubject,
} from "../../shared/report/inspector.ts";
import { frameworkTitles } from "../../shared/options.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import type { LayerOverview } from "../compute/compute.ts";
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
          ...normalizeValue(value.x, chosen, snapshot.options),
          x: value.x,
          sample: value.sample,
          line: value.line,
          less: value.less,
          same: value.same,
        };
  return { ...subject, features: [], chosen, value: inspected };
}

/** The layer whose state stands around an offset: the innermost, where one's parameters stand between another's. */
export function layerAt(layers: readonly LayerOverview[], offset: number): LayerOverview | null {
  const around = layers.filter(({ range }) => range.start <= offset && offset <= range.end);
  const length = ({ range }: LayerOverview): number => range.end - range.start;
  return around.sort((a, b) => length(a) - length(b)).at(0) ?? null;
}

/** What the Inspector shows of a layer. */
export function inspectLayer({ parameters, problem }: LayerOverview): InspectedLayer {
  const { name, framework, numFeatures, gamma, beta, runningMean, runningVar } = parameters;
  const { eps, momentum, numBatchesTracked } = parameters;
  const channels = Array.from({ length: Math.min(numFeatures, featuresListed) }, (_, c) => ({
    gamma: gamma?.[c] ?? null,
    beta: beta?.[c] ?? null,
    runningMean: runningMean?.[c] ?? null,
    runningVar: runningVar?.[c] ?? null,
  }));
  const title = parameters.convention ?? frameworkTitles[framework];
  const rest = { name, numFeatures, eps, momentum, numBatchesTracked };
  return { ...rest, framework: title, channels, problem: problem ?? "" };
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

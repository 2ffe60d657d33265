import type { LiveState, ReportSnapshot } from "../../shared/report/report.ts";
import type { AffineValues } from "./affineEdits.ts";
import type { FindingNotice } from "../doctor/findingNotices.ts";
import { snapshotGap } from "../layer/snapshotGap.ts";
import type { Analysis, DatasetInfo, DatasetNotice } from "../compute/compute.ts";
import type { ReportInput } from "./reportInput.ts";

interface SnapshotParts {
  readonly input: ReportInput;
  readonly info: DatasetInfo;
  readonly analysis: Analysis;
  readonly notices: readonly (DatasetNotice | FindingNotice)[];
  readonly affine: AffineValues;
  readonly live: LiveState;
  readonly revision: number;
}

/** Everything the page shows, put together from what was read, what was computed and what the person has set. */
export function buildSnapshot({
  input,
  info,
  analysis,
  notices,
  affine,
  live,
  revision,
}: SnapshotParts): ReportSnapshot {
  const { source, options, reading, layer, compared } = input;
  return {
    revision,
    source: {
      uri: source.uri,
      ...kindOf(source),
      name: source.name,
      format: info.format,
      range: info.rangeLabel,
      shape: analysis.shape,
      layout: analysis.layout,
      columns: info.columns,
      dtype: options.precision,
      sampleCount: analysis.shape[0],
      featureCount: analysis.features.names.length,
      valuesPerFeature: analysis.valuesPerFeature,
      ...(analysis.sampledValues === undefined ? {} : { sampledValues: analysis.sampledValues }),
    },
    options,
    reading,
    notices: notices.map((notice) => ({
      code: notice.code,
      severity: notice.severity,
      message: notice.message,
      hasPlace: notice.place !== null || ("finding" in notice && notice.finding.feature >= 0),
      offers: ("offers" in notice ? (notice.offers ?? []) : []).map(({ label }) => label),
    })),
    features: { ...analysis.features, gamma: affine.gamma, beta: affine.beta },
    pooled: analysis.pooled,
    live,
    layer,
    // Columns that came or went since leave nothing to compare with.
    ...(compared?.mean.length === analysis.features.names.length && { compared }),
    gap: snapshotGap(analysis.features, options, layer),
    computedAt: Date.now(),
  };
}

function kindOf({ file, isStatistics }: ReportInput["source"]): Pick<ReportSnapshot["source"], "kind"> {
  if (file !== undefined) return { kind: "file" };
  return isStatistics === true ? { kind: "statistics" } : {};
}

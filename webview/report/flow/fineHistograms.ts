import { featureHistogram, type Histogram, type ReportSnapshot } from "../../../src/shared/report/report.ts";
import type { ReportHost } from "../../common/rpc.ts";
import { totalCount } from "./mass.ts";

/** With more features than this the pooled share is estimated from the bins that the snapshot has. */
const mostFeatures = 128;

/** x̂ in fine bins, asked of the host for the features in scope: shares of the activation become exact to a bin. */
export class FineHistograms {
  readonly #host: () => ReportHost;
  readonly #onChange: () => void;
  #snapshot: ReportSnapshot | null = null;
  #known = new Map<number, Histogram | null>();
  /** Grows with each request for a scope: an older one that is still asking stops. */
  #turn = 0;

  constructor(host: () => ReportHost, onChange: () => void) {
    this.#host = host;
    this.#onChange = onChange;
  }

  get(feature: number): Histogram | null {
    return this.#known.get(feature) ?? null;
  }

  /** Asks for what the scope needs and is not there yet, one after the other: the host has other work as well. */
  async load(snapshot: ReportSnapshot, scope: number): Promise<void> {
    if (snapshot !== this.#snapshot) {
      this.#snapshot = snapshot;
      this.#known = new Map();
    }
    const numFeatures = snapshot.features.names.length;
    const needed =
      scope >= 0 ? [scope] : numFeatures <= mostFeatures ? Array.from({ length: numFeatures }, (_, c) => c) : [];
    const missing = needed.filter((c) => !this.#known.has(c));
    const turn = ++this.#turn;
    for (const feature of missing) {
      // Overtaken by another run: the share from the snapshot's own bins stays.
      const bins = await this.#host()
        .request("feature/fineHistogram", { feature })
        .catch(() => null);
      if (bins === null || turn !== this.#turn || snapshot !== this.#snapshot) {
        return;
      }
      this.#known.set(feature, withTails(bins, snapshot, feature));
    }
    if (missing.length > 0) {
      this.#onChange();
    }
  }
}

/**
 * The host sends what lies inside of a robust range. What lies beyond is counted by the snapshot's own histogram; where
 * the two do not make up all values, the snapshot's is the better one.
 */
function withTails(
  bins: Pick<Histogram, "start" | "width" | "counts">,
  { features }: ReportSnapshot,
  feature: number,
): Histogram | null {
  const { below, above } = featureHistogram(features.histograms, feature);
  const fine = { ...bins, below: 0, above: 0, discrete: false };
  const missing = features.count[feature] - totalCount(fine);
  if (missing === 0) {
    return fine;
  }
  return missing === below + above ? { ...fine, below, above } : null;
}

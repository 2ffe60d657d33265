import type { Histogram, ReportSnapshot } from "../../src/shared/report.ts";
import type { ReportHost } from "../common/rpc.ts";

/** With more features than this the pooled share is estimated from the bins that the snapshot has. */
const mostFeatures = 128;

/** x̂ in fine bins, asked of the host for the features in scope: shares of the activation become exact to a bin. */
export class FineHistograms {
  readonly #host: () => ReportHost;
  readonly #onChange: () => void;
  #snapshot: ReportSnapshot | null = null;
  #known = new Map<number, Histogram>();
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
      this.#known.set(feature, { ...bins, below: 0, above: 0, discrete: false });
    }
    if (missing.length > 0) {
      this.#onChange();
    }
  }
}

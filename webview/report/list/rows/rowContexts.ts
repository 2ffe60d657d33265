import type { Histogram, ReportSnapshot } from "../../../../src/shared/report/report.ts";
import { pooledOutput } from "../../charts/pooledOutput.ts";
import { numberText, type RowContext } from "./featureRow.ts";
import type { NumberColumn } from "../listColumns.ts";
import { afterDomain, beforeDomain, type Domain, ticksThatFit, union } from "../../../../src/shared/view/axis.ts";
import { hasOwnAxes } from "../ownAxes.ts";
import { type ColumnFormat, columnFormat } from "./columnFormat.ts";
import { columnValue } from "../../store/rows.ts";
import type { ReportStore } from "../../store/store.ts";

/** More features than these are like them. */
const mostMeasured = 200;

/**
 * Makes what the rows of the list share, and makes it anew only when it changes: a row whose context, γ and β are the
 * same as before need not be rendered again, which is what keeps dragging fast.
 */
export class RowContexts {
  #current: RowContext | null = null;
  #pictureWidth = 0;
  #formats = new Map<string, ColumnFormat>();
  #pooled: { readonly snapshot: ReportSnapshot; readonly version: number; readonly histogram: Histogram } | null = null;

  /** @param pictureWidth width of a picture in pixels, for the labels of its axis */
  get(store: ReportStore, snapshot: ReportSnapshot, pictureWidth: number): RowContext {
    const known = this.#current?.snapshot === snapshot ? this.#current : null;
    if (known === null) {
      this.#formats = new Map();
    }
    const domains = commonDomains(store, snapshot, known?.domains ?? null);
    if (known !== null && this.#pictureWidth === pictureWidth && same(known.domains, domains)) {
      return known;
    }
    this.#pictureWidth = pictureWidth;
    const ticksOf = (domain: Domain | null) => (domain === null ? [] : ticksThatFit(domain, pictureWidth));
    this.#current = {
      snapshot,
      affine: store.affine,
      domains,
      ticks: { before: ticksOf(domains.before), after: ticksOf(domains.after) },
      pooledHistogram: () => this.#pooledHistogram(store, snapshot),
      longestName: Math.max(0, ...snapshot.features.names.slice(0, mostMeasured).map(({ length }) => length)),
      longestNumber: known?.longestNumber ?? this.#longestNumber(store, snapshot),
      formats: (column) => this.#format(store, snapshot, column),
    };
    return this.#current;
  }

  /** Characters of the longest μ or σ² among the first features, where exponents stand among plain numbers. */
  #longestNumber(store: ReportStore, snapshot: ReportSnapshot): number {
    const context = {
      snapshot,
      affine: store.affine,
      formats: (column: NumberColumn) => this.#format(store, snapshot, column),
    };
    const lengths = snapshot.features.names
      .slice(0, mostMeasured)
      .flatMap((_, c) => [numberText(context, "mean", c).length, numberText(context, "variance", c).length]);
    return Math.max(0, ...lengths);
  }

  /** Pooling all outputs is too slow for every frame: while one feature is dragged, the last pool stays. */
  #pooledHistogram({ affine, dragging, view }: ReportStore, snapshot: ReportSnapshot): Histogram {
    const known = this.#pooled?.snapshot === snapshot ? this.#pooled : null;
    if (known !== null && (known.version === affine.version || (dragging && view.selected >= 0))) {
      return known.histogram;
    }
    const { histogram } = pooledOutput(snapshot, affine.gamma, affine.beta);
    this.#pooled = { snapshot, version: affine.version, histogram };
    return histogram;
  }

  /** Formats depend on whole columns: they are found once for a snapshot and, where y is concerned, a γ and β. */
  #format({ affine, dragging }: ReportStore, snapshot: ReportSnapshot, column: NumberColumn): ColumnFormat {
    const key = column.startsWith("output") && !dragging ? `${column} ${affine.version}` : column;
    let format = this.#formats.get(key);
    if (format === undefined) {
      const value = columnValue(column, snapshot.features, affine);
      format = columnFormat(Float64Array.from(snapshot.features.names, (_, c) => value(c)));
      this.#formats.set(key, format);
    }
    return format;
  }
}

/** While γ or β is dragged the axis of y only grows: a shrinking one would move everything under the hand. */
function commonDomains(
  { affine, dragging, view }: ReportStore,
  snapshot: ReportSnapshot,
  known: RowContext["domains"] | null,
): RowContext["domains"] {
  const after = afterDomain(snapshot, affine);
  return {
    before: hasOwnAxes(view, snapshot) ? null : (known?.before ?? beforeDomain(snapshot)),
    after: dragging && known !== null ? union(known.after, after) : after,
  };
}

function same(a: RowContext["domains"], b: RowContext["domains"]): boolean {
  return (
    a.before?.min === b.before?.min &&
    a.before?.max === b.before?.max &&
    a.after.min === b.after.min &&
    a.after.max === b.after.max
  );
}

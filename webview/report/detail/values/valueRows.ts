import type { LitElement } from "lit";
import { listedValues, type ValueRange } from "../../../../src/shared/report/report.ts";
import type { ReportStore } from "../../store/store.ts";
import { HostQuestion } from "../parts/hostQuestion.ts";
import { type PagedValue, ValuePages } from "./valuePages.ts";
import { valuesFilter } from "./valuesFilter.ts";

/** The rows of the Values tab: all values of the selected feature, or those that a filter leaves. */
export class ValueRows {
  readonly #store: () => ReportStore;
  readonly #pages: ValuePages;
  readonly #found: HostQuestion<"values/between">;

  constructor(host: LitElement & { store: ReportStore }) {
    this.#store = () => host.store;
    this.#pages = new ValuePages(host);
    this.#found = new HostQuestion(host, "values/between", () => this.filter);
  }

  /** The filter, where it is about the selected feature. */
  get filter(): ValueRange | null {
    const filter = valuesFilter(this.#store());
    return filter?.feature === this.#store().view.selected ? filter : null;
  }

  /** Rows of the table. */
  get count(): number {
    return this.filter === null ? this.numListed : (this.#answer?.index.length ?? 0);
  }

  /** Values that the filter leaves, also those beyond the rows. */
  get total(): number {
    return this.filter === null ? this.numListed : (this.#answer?.total ?? 0);
  }

  /** Values of the feature. */
  get numListed(): number {
    const { snapshot } = this.#store();
    return snapshot === null ? 0 : listedValues(snapshot.source);
  }

  get error(): string | null {
    return this.filter === null ? this.#pages.error : this.#found.error;
  }

  /** Place among the feature's values of what a row shows. */
  indexOf(row: number): number {
    return this.filter === null ? row : (this.#answer?.index[row] ?? 0);
  }

  /** The row that shows a value; −1 where the filter leaves it out. */
  rowOf(index: number): number {
    return this.filter === null ? index : (this.#answer?.index.indexOf(index) ?? -1);
  }

  /** What a row shows; undefined while it is on its way. */
  value(row: number): PagedValue | undefined {
    if (this.filter === null) return this.#pages.value(row);
    const found = this.#answer;
    if (found === null || row < 0 || row >= found.index.length) return undefined;
    return { x: found.x[row], sample: found.sample[row], line: found.line[row] };
  }

  get #answer() {
    return this.#found.isCurrent ? this.#found.answer : null;
  }
}

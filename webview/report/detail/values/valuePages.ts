import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { ValuesPage } from "../../../../src/shared/report/report.ts";
import type { ReportStore } from "../../store/store.ts";

const pageSize = 256;
/** Pages that are kept: some screens to either side. */
const mostPages = 24;

/** One value as it was fetched. */
export interface PagedValue {
  readonly x: number;
  readonly sample: number;
  readonly line: number;
}

/** The values of the selected feature, page by page as they come into view. */
export class ValuePages implements ReactiveController {
  error: string | null = null;
  readonly #host: ReactiveControllerHost & { store: ReportStore };
  readonly #pages = new Map<number, ValuesPage | "asked">();
  #of = "";

  constructor(host: ReactiveControllerHost & { store: ReportStore }) {
    this.#host = host;
    host.addController(this);
  }

  /** Another feature or other data: what was fetched is of no use any more. */
  hostUpdate(): void {
    const { snapshot, view } = this.#host.store;
    const of = `${snapshot?.revision ?? ""}/${view.selected}`;
    if (of !== this.#of) {
      this.#of = of;
      this.#pages.clear();
      this.error = null;
    }
  }

  /** A value, or undefined while it is on its way. */
  value(index: number): PagedValue | undefined {
    const number = Math.floor(index / pageSize);
    const page = this.#pages.get(number);
    if (page === undefined) {
      void this.#fetch(number);
    }
    if (page === undefined || page === "asked") {
      return undefined;
    }
    const at = index - page.start;
    return at < page.x.length ? { x: page.x[at], sample: page.sample[at], line: page.line[at] } : undefined;
  }

  async #fetch(number: number): Promise<void> {
    const of = this.#of;
    const { host, view } = this.#host.store;
    this.#pages.set(number, "asked");
    try {
      const params = { feature: view.selected, start: number * pageSize, count: pageSize };
      const page = await host.request("values/page", params);
      if (of === this.#of) {
        this.#pages.set(number, page);
        this.#forgetOldest();
        this.#host.requestUpdate();
      }
    } catch (error) {
      if (of === this.#of) {
        this.error = error instanceof Error ? error.message : String(error);
        this.#host.requestUpdate();
      }
    }
  }

  #forgetOldest(): void {
    for (const number of this.#pages.keys()) {
      if (this.#pages.size <= mostPages) {
        return;
      }
      this.#pages.delete(number);
    }
  }
}

import type { ReadOptions } from "../../documents/types.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import type { DataSummary } from "../../shared/lab/data.ts";
import type { LabSettings, SourceName } from "../../shared/lab/settings.ts";
import type { Compute } from "../compute/compute.ts";

/** A source's text, and how it is read. */
export interface LabText {
  readonly text: string;
  readonly read: ReadOptions;
  readonly name: string;
}

/** Where the session's rows come from: files, which only the host can open. */
export type ReadSource = (source: SourceName) => Promise<LabText>;

/** Gives the compute the rows that settings name, and says what they are. */
export class SourceReader {
  readonly #compute: Compute;
  readonly #readSource: ReadSource;
  #open: SourceName | null = null;

  constructor(compute: Compute, readSource: ReadSource) {
    this.#compute = compute;
    this.#readSource = readSource;
  }

  /** Reads the text again next time: it is another one under the same name, or the compute has lost it. */
  forget(): void {
    this.#open = null;
  }

  /**
   * What is wrong with the source or the target is in the summary: it stands beside its control.
   *
   * @throws what is no fault of the text's
   */
  async read({ source, target, predict, validationShare }: LabSettings): Promise<DataSummary> {
    try {
      if (this.#open !== source) {
        this.#open = null;
        await this.#compute.request("lab/open", await this.#readSource(source));
        this.#open = source;
      }
      return await this.#compute.request("lab/target", { target, predict, validationShare });
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind !== "input") throw failure;
      return { ...noData, problem: { field: "source", message: failure.message } };
    }
  }
}

const noData: DataSummary = {
  name: "",
  rows: 0,
  trainingRows: 0,
  validationRows: 0,
  features: 0,
  constantFeatures: 0,
  task: "classes",
  classes: [],
  targetRange: null,
  targets: [],
  target: "",
  guessed: true,
  problem: null,
};

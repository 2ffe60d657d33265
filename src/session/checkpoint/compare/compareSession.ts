import type { CheckpointComparison, ComparedChannels } from "../../../shared/checkpoint/comparison.ts";
import type { Compute } from "../../compute/compute.ts";
import { comparedChannels, compareSides, type ComparedSide } from "./comparison.ts";
import { type ComparedPair } from "./comparedPair.ts";
import { layersOfPart } from "../report/report.ts";
import type { CheckpointFile } from "../../compute/checkpointRequests.ts";

/** A file, or a part of one. */
export interface CompareChoice {
  readonly file: CheckpointFile;
  /** Tells files of one name apart. */
  readonly uri: string;
  readonly part: string | undefined;
}

/** Two checkpoints that are compared, or two parts of one. */
export class CompareSession {
  readonly #createCompute: () => Compute;
  #pairs: readonly ComparedPair[] = [];
  comparison: CheckpointComparison | null = null;

  constructor(createCompute: () => Compute) {
    this.#createCompute = createCompute;
  }

  /**
   * Reads both sides, one after the other, and compares them.
   *
   * @throws Failure about one of the files
   */
  async compare(a: CompareChoice, b: CompareChoice): Promise<CheckpointComparison> {
    const isOneFile = a.uri === b.uri;
    const sides = [await this.#read(a, isOneFile), await this.#read(b, isOneFile)] as const;
    const { comparison, pairs } = compareSides(...sides, isOneFile ? a.file.name : null);
    this.#pairs = pairs;
    this.comparison = comparison;
    return comparison;
  }

  channels(layer: number): ComparedChannels | null {
    const pair = this.#pairs.at(layer);
    return pair === undefined ? null : comparedChannels(pair);
  }

  async #read({ file, part }: CompareChoice, isOneFile: boolean): Promise<ComparedSide> {
    const compute = this.#createCompute();
    try {
      const read = await compute.request("checkpoint/open", { file });
      const chosen = part ?? read.parts.at(0)?.name ?? "";
      const layers = layersOfPart({ ...read, fileName: file.name }, chosen);
      return { name: isOneFile && chosen !== "" ? chosen : file.name, layers };
    } finally {
      compute.dispose();
    }
  }
}

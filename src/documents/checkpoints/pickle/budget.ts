import { costlyPickle } from "./pickleErrors.ts";

/** What reading one file's pickles may cost: enough for a hundred thousand tensors. */
const maximumSteps = 8_000_000;
const maximumBytes = 83_886_080;

/** Estimated bytes of memory of what a pickle builds. */
export const costs = { object: 64, dict: 200, dictItem: 48, item: 10, memo: 48, character: 2 } as const;

/** Steps and memory that the pickles of one file may still spend. */
export class PickleBudget {
  #steps = maximumSteps;
  #bytes = maximumBytes;

  /** One opcode. @throws CheckpointError TOO_LARGE */
  step(): void {
    if (--this.#steps < 0) throw costlyPickle();
  }

  /** @throws CheckpointError TOO_LARGE */
  spend(bytes: number): void {
    this.#bytes -= bytes;
    if (this.#bytes < 0) throw costlyPickle();
  }
}

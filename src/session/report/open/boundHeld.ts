/** Something that holds a dataset in memory, and can read it again. */
export interface Holder {
  readonly isHeld: boolean;
  /** Frees the memory; false where that cannot be now. */
  release(): boolean;
}

/**
 * Frees all datasets but the first `most`. One that is in use stays.
 *
 * @param holders those that are needed most come first
 */
export function boundHeld(holders: readonly Holder[], most: number): void {
  for (const holder of holders.filter(({ isHeld }) => isHeld).slice(most)) holder.release();
}

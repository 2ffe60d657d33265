/** How the evaluated rows are moved: every feature · scale + shift, in units of its standard deviation. */
export interface InputChange {
  readonly shift: number;
  readonly scale: number;
}

export const noChange: InputChange = { shift: 0, scale: 1 };

/** What a person asks of the networks of experiment 9. */
export interface ShiftQuestion {
  readonly change: InputChange;
  /** Where the statistics were last recomputed; null: never. */
  readonly recomputedAt: InputChange | null;
}

/** What the networks make of the moved rows; an entry per seed. */
export interface ShiftReading {
  /** Share of right answers, or R². */
  readonly plain: readonly number[];
  readonly stored: readonly number[];
  /** With the statistics recomputed where they were; null: never. */
  readonly recomputed: readonly number[] | null;
  /** Per layer, median over seeds: mean |rows' mean − stored mean| in stored σ, and rows' σ in stored σ. */
  readonly meanOff: readonly number[];
  readonly spreadRatio: readonly number[];
}

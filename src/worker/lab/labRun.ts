import {
  lossWindow,
  networksOf,
  probeInterval,
  probeRows,
  unitBins,
  type NetworkFrame,
  type ProbeFrame,
  type RunInfo,
  type UnitHistograms,
} from "../../shared/lab/run.ts";
import { frameToDrop, isRegularStep } from "../../shared/lab/frames.ts";
import type { LabSettings } from "../../shared/lab/settings.ts";
import type { LabData } from "./labData.ts";
import { Lane, labPrecision } from "./lane.ts";
import { affineQuantiles, LaneWatch, layerHistogram, widenRange, type LaneProbe } from "./probe.ts";
import { firstRows, splitRows } from "./split.ts";
import { numOutputs } from "./task.ts";

/** Losses in all frames of a run together, per seed, at most. */
const mostLosses = 300;

interface Seat {
  readonly lane: Lane;
  readonly watch: LaneWatch;
  /** Windowed losses since the last frame. */
  losses: number[];
  reachedAt: number;
}

/** One network with its seats, one per seed. */
interface Row {
  readonly seats: readonly Seat[];
  trainedMs: number;
  trainedSteps: number;
  /** Each unit's histograms of the first seed, a frame after the other. */
  readonly unitCounts: Uint16Array[];
}

/**
 * A run: every network of every seed, trained step by step together. It knows no clock and no thread: `advance` works
 * until a deadline and can be called again at any time.
 */
export class LabRun {
  readonly info: RunInfo;
  readonly #rows: readonly Row[];
  readonly #ranges: Float64Array;
  readonly #frameSteps: number[] = [];
  readonly #frameRanges: Float64Array[] = [];
  #lossSteps: number[] = [];
  #step = 0;
  /** Seat to train next within the step. */
  #turn = 0;

  /** Settings and data must be free of problems. */
  constructor(id: number, settings: LabSettings, data: LabData) {
    const kinds = networksOf(settings);
    const { task } = data.summary;
    const outputs = numOutputs(data.summary);
    const seeds = Array.from({ length: settings.seeds }, (_, k) => settings.firstSeed + k);
    const splits = seeds.map((seed) =>
      splitRows(data, seed, { standardize: settings.standardize, dtype: labPrecision }),
    );
    this.#rows = kinds.map((kind) => ({
      seats: seeds.map((seed, k): Seat => {
        const lane = new Lane(kind, settings, splits[k], outputs, seed);
        const rows = firstRows(splits[k].training, probeRows);
        return { lane, watch: new LaneWatch(lane, rows, settings.activation), losses: [], reachedAt: -1 };
      }),
      trainedMs: 0,
      trainedSteps: 0,
      unitCounts: [],
    }));
    this.#ranges = new Float64Array(settings.depth);
    this.info = {
      id,
      settings,
      networks: kinds.map((kind, k) => ({ kind, parameters: countParameters(this.#rows[k].seats[0].lane) })),
      probeEvery: probeInterval(settings.steps),
      lossEvery: Math.max(1, Math.ceil(settings.steps / mostLosses)),
      task,
      guessingScore: task === "classes" ? 1 / outputs : 0,
    };
  }

  get step(): number {
    return this.#step;
  }

  get isFinished(): boolean {
    return this.#step >= this.info.settings.steps;
  }

  /**
   * Trains until the run is finished, `shouldStop()` says so, a step is reached, or a probe is due.
   *
   * @returns the frame of the probe that was due, or null
   */
  advance(shouldStop: () => boolean, untilStep = Infinity): ProbeFrame | null {
    while (!this.isFinished && this.#step < untilStep) {
      if (!this.#takeStep(shouldStop)) return null;
      if (isRegularStep(this.#step, this.info)) return this.probe();
      if (shouldStop()) return null;
    }
    return null;
  }

  /** Exactly one step of all networks, with a probe. */
  stepOnce(): ProbeFrame | null {
    if (this.isFinished) return null;
    this.#takeStep(() => false);
    return this.probe();
  }

  /** Looks at all networks as they are now. */
  probe(): ProbeFrame {
    const isRegular = isRegularStep(this.#step, this.info);
    const probes = this.#rows.map(({ seats }) =>
      seats.map(({ lane, watch }) => (lane.divergedAt === null ? watch.probe(isRegular) : null)),
    );
    const { depth } = this.info.settings;
    for (let layer = 0; layer < depth; layer++) {
      const firsts = probes.flatMap(([first]) => (first === null ? [] : [first.entering[layer]]));
      this.#ranges[layer] = widenRange(this.#ranges[layer], firsts);
    }
    const frame: ProbeFrame = {
      runId: this.info.id,
      step: this.#step,
      lossSteps: Int32Array.from(this.#lossSteps),
      ranges: this.#ranges.slice(),
      networks: this.#rows.map((row, k) => this.#frameOf(row, probes[k])),
    };
    this.#lossSteps = [];
    this.#frameSteps.push(frame.step);
    this.#frameRanges.push(frame.ranges);
    this.#forget(frameToDrop(this.#frameSteps, this.info));
    return frame;
  }

  /** The histograms of one unit of the first seed, at every probe so far. */
  unitHistograms(unit: number): UnitHistograms {
    const { depth, width } = this.info.settings;
    const counts = this.#rows.map(({ unitCounts }) => {
      const picked = new Uint16Array(this.#frameSteps.length * depth * unitBins);
      unitCounts.forEach((all, p) => {
        for (let layer = 0; layer < depth && all.length > 0; layer++) {
          const start = (layer * width + unit) * unitBins;
          picked.set(all.subarray(start, start + unitBins), (p * depth + layer) * unitBins);
        }
      });
      return picked;
    });
    const ranges = Float64Array.from(this.#frameRanges.flatMap((each) => [...each]));
    return { runId: this.info.id, unit, steps: Int32Array.from(this.#frameSteps), ranges, counts };
  }

  #forget(index: number): void {
    if (index < 0) return;
    this.#frameSteps.splice(index, 1);
    this.#frameRanges.splice(index, 1);
    for (const { unitCounts } of this.#rows) unitCounts.splice(index, 1);
  }

  /** One step of all seats; false where it was interrupted: the next call goes on with the seat whose turn it is. */
  #takeStep(shouldStop: () => boolean): boolean {
    const { seeds, targetLoss } = this.info.settings;
    const total = this.#rows.length * seeds;
    while (this.#turn < total) {
      const row = this.#rows[Math.floor(this.#turn / seeds)];
      const seat = row.seats[this.#turn % seeds];
      if (seat.lane.divergedAt === null) {
        const started = performance.now();
        seat.lane.train();
        row.trainedMs += performance.now() - started;
        row.trainedSteps++;
        if (seat.reachedAt < 0 && seat.lane.reached(targetLoss)) seat.reachedAt = seat.lane.step;
      }
      this.#turn++;
      if (this.#turn < total && shouldStop()) return false;
    }
    this.#turn = 0;
    this.#step++;
    this.#recordLosses();
    return true;
  }

  #recordLosses(): void {
    const { lossEvery, settings } = this.info;
    if (this.#step % lossEvery !== 0 && this.#step !== settings.steps && this.#step > lossWindow) return;
    this.#lossSteps.push(this.#step);
    for (const { seats } of this.#rows) {
      for (const seat of seats) seat.losses.push(seat.lane.loss);
    }
  }

  #frameOf(row: Row, probes: readonly (LaneProbe | null)[]): NetworkFrame {
    const { depth } = this.info.settings;
    const { seats } = row;
    const perLayer = (pick: (probe: LaneProbe) => Float64Array): Float64Array => {
      const all = new Float64Array(seats.length * depth).fill(NaN);
      probes.forEach((probe, k) => {
        if (probe !== null) all.set(pick(probe), k * depth);
      });
      return all;
    };
    const losses = Float64Array.from(seats.flatMap((seat) => seat.losses));
    for (const seat of seats) seat.losses = [];
    return {
      loss: Float64Array.from(seats, ({ lane }) => lane.loss),
      losses,
      score: Float64Array.from(probes, (probe) => probe?.score ?? NaN),
      mean: perLayer(({ mean }) => mean),
      std: perLayer(({ std }) => std),
      useless: perLayer(({ useless }) => useless),
      drift: perLayer(({ drift }) => drift),
      displacement: perLayer(({ displacement }) => displacement),
      gradientNorm: perLayer(({ gradientNorm }) => gradientNorm),
      ...affineQuantiles(seats[0].lane),
      ...this.#countFirstSeed(row, probes[0]),
      divergedAt: Int32Array.from(seats, ({ lane }) => lane.divergedAt ?? -1),
      reachedAt: Int32Array.from(seats, ({ reachedAt }) => reachedAt),
      msPerStep: row.trainedMs / Math.max(1, row.trainedSteps),
    };
  }

  #countFirstSeed({ unitCounts }: Row, probe: LaneProbe | null): Pick<NetworkFrame, "histograms" | "outside"> {
    const layers = (probe?.entering ?? []).map((tensor, layer) => layerHistogram(tensor, this.#ranges[layer]));
    unitCounts.push(concat16(layers.map(({ units }) => units)));
    const histograms = new Uint32Array(layers.reduce((length, { all }) => length + all.length, 0));
    let at = 0;
    for (const { all } of layers) {
      histograms.set(all, at);
      at += all.length;
    }
    return { histograms, outside: Uint32Array.from(layers, ({ outside }) => outside) };
  }
}

function countParameters({ network }: Lane): number {
  return network.parameters().reduce((sum, { data }) => sum + data.length, 0);
}

function concat16(parts: readonly Uint16Array[]): Uint16Array {
  const all = new Uint16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

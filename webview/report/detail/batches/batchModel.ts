import { t } from "@vscode/l10n";
import type { BatchAnswer, BatchQuestion } from "../../../../src/shared/report/questions.ts";
import { formatCount, formatMeasured, formatParameter, formatShare } from "../../../../src/shared/text/numbers.ts";
import type { ReportOptions } from "../../../../src/shared/options.ts";
import { type Plot, roomy } from "../../charts/plotChart.ts";

/** What the batches of a feature are compared with. */
export interface WholeData {
  readonly name: string;
  readonly mean: number;
  readonly variance: number;
  readonly sampleCount: number;
  readonly valuesPerSample: number;
}

/** Mean of each batch, on the band that chance explains: μ ± σ/√m. */
export function batchMeansPlot(answer: BatchAnswer, whole: WholeData, batchSize: number): Plot {
  const spread = Math.sqrt(whole.variance / (batchSize * whole.valuesPerSample));
  return overBatches(answer, answer.means, whole.mean, {
    from: whole.mean - spread,
    to: whole.mean + spread,
  });
}

/** Variance of each batch, on the band σ² ± σ² √(2/(m − 1)). */
export function batchVariancesPlot(answer: BatchAnswer, whole: WholeData, batchSize: number): Plot {
  const m = batchSize * whole.valuesPerSample;
  const spread = m > 1 ? whole.variance * Math.sqrt(2 / (m - 1)) : whole.variance;
  return overBatches(answer, answer.variances, whole.variance, {
    from: Math.max(0, whole.variance - spread),
    to: whole.variance + spread,
  });
}

function overBatches(
  { means, lastSize, numBatches }: BatchAnswer,
  values: Float64Array,
  whole: number,
  band: { from: number; to: number },
): Plot {
  const last = values.length - 1;
  const shownAll = values.length === numBatches;
  const x = { min: 0.4, max: means.length + 0.6, title: t("batch"), grid: false, whole: true };
  return {
    x,
    y: roomy([...values, band.from, band.to]),
    band,
    series: [
      {
        kind: "points",
        role: "input",
        points: Array.from(values, (y, i) => ({ x: i + 1, y })),
        radius: values.length > 60 ? 2.5 : 4.5,
        hollow: (i) => shownAll && lastSize > 0 && i === last,
      },
      level(whole, x),
    ],
  };
}

/** The running mean as it follows the batch means from its start at 0. */
export function runningMeanPlot(answer: BatchAnswer, whole: WholeData): Plot {
  const { runningMeans, updateMeans } = answer;
  const last = Math.max(1, runningMeans.length);
  // Room for the last point: the axis cuts what lies beyond it.
  const x = { min: 0, max: last + Math.max(0.5, last / 60), title: t("update"), whole: true, grid: false };
  return {
    x,
    y: roomy([0, ...runningMeans, ...updateMeans, whole.mean], 0.05),
    series: [
      {
        kind: "steps",
        role: "text",
        points: [{ x: 0, y: 0 }, ...Array.from(runningMeans, (y, i) => ({ x: i + 1, y }))],
      },
      {
        kind: "points",
        role: "input",
        radius: runningMeans.length > 200 ? 1.5 : 2.5,
        points: Array.from(updateMeans, (y, i) => ({ x: i + 1, y })),
      },
      level(whole.mean, x),
    ],
  };
}

/** Standard deviation of batch means by batch size, against σ/√m. */
export function spreadPlot({ spreadSizes, spreads }: BatchAnswer, whole: WholeData, batchSize: number): Plot {
  const exponents = Array.from(spreadSizes, Math.log2);
  const expected = (size: number): number => Math.sqrt(whole.variance / (size * whole.valuesPerSample));
  const from = Math.min(1, ...exponents);
  const to = Math.max(2, ...exponents);
  const curve = Array.from({ length: 61 }, (_, i) => from + ((to - from) * i) / 60);
  const sizes = Array.from(spreadSizes);
  return {
    x: { min: from - 0.15, max: to + 0.15, title: t("batch size m"), powersOfTwo: true, grid: false },
    y: { min: 0, max: Math.max(expected(2 ** from), ...spreads) * 1.08 || 1 },
    series: [
      {
        kind: "points",
        role: "input",
        points: exponents.map((x, i) => ({ x, y: spreads[i] })),
        hollow: (i) => sizes[i] !== batchSize,
      },
      { kind: "line", role: "reference", dashed: true, points: curve.map((x) => ({ x, y: expected(2 ** x) })) },
    ],
  };
}

/** One value's y in many batches: a strip of points, apart only so that they can be seen. */
export function rowPlot({ rowOutputs }: BatchAnswer, gamma: number, beta: number, whole: number): Plot {
  const outputs = Array.from(rowOutputs, (normalized) => gamma * normalized + beta);
  const x = roomy([...outputs, whole], 0.06);
  return {
    x,
    y: { min: 0, max: 1, hidden: true },
    series: [
      {
        kind: "points",
        role: "output",
        radius: 3.5,
        // The golden ratio's multiples are spread evenly, and the same every time.
        points: outputs.map((value, i) => ({ x: value, y: 0.15 + 0.7 * ((i * 0.618033988749895) % 1) })),
      },
      {
        kind: "line",
        role: "reference",
        dashed: true,
        points: [
          { x: whole, y: 0 },
          { x: whole, y: 1 },
        ],
      },
    ],
  };
}

/** What the batches are and what the running mean makes of them. */
export function batchSentences(
  answer: BatchAnswer,
  question: Pick<BatchQuestion, "batchSize" | "order" | "dropLast">,
  whole: WholeData,
): string[] {
  const { batchSize } = question;
  const full = answer.lastSize > 0 ? answer.numBatches - 1 : answer.numBatches;
  const samples = formatCount(whole.sampleCount);
  const sentences = [
    answer.lastSize > 0
      ? t(
          "{0} samples make {1} batches of {2} and a last one of {3}, whose statistics are {4} times as noisy.",
          samples,
          formatCount(full),
          formatCount(batchSize),
          formatCount(answer.lastSize),
          formatMeasured(Math.sqrt(batchSize / answer.lastSize), 3),
        )
      : full === 1
        ? t("{0} samples make one batch.", samples)
        : t("{0} samples make {1} batches of {2}.", samples, formatCount(full), formatCount(batchSize)),
  ];
  const dropped = question.dropLast ? whole.sampleCount % batchSize : 0;
  if (dropped > 0) {
    sentences.push(t("The last {0} are dropped.", formatCount(dropped)));
  }
  const updates = Math.min(answer.numBatches, answer.runningMeans.length);
  if (updates > 0) {
    sentences.push(
      t(
        "After one pass the running mean is {0}, not {1}: {2} of its starting value 0 is still in it.",
        formatMeasured(answer.runningMeans[updates - 1]),
        formatMeasured(whole.mean),
        formatShare(answer.startLeft, 1),
      ),
    );
  }
  const outside = countOutside(answer, whole);
  if (question.order === "file" && outside > 0.2 * answer.means.length && answer.means.length >= 4) {
    sentences.push(
      t(
        "In file order {0} of {1} batch means lie more than 2 standard errors from the mean, where chance puts 5%: the rows are not in random order.",
        formatCount(outside),
        formatCount(answer.means.length),
      ),
    );
  }
  return sentences;
}

/** Batch means that chance hardly explains. */
export function countOutside({ means, counts }: BatchAnswer, whole: WholeData): number {
  return means.filter((mean, i) => Math.abs(mean - whole.mean) > 2 * Math.sqrt(whole.variance / counts[i])).length;
}

/** Samples in a batch that a table of any length can be split into several times. */
const usualBatchSize = 16;

/**
 * The size to begin with: 16, or a fourth of few samples, so that there are several batches to compare; larger where
 * the last batch would be a single sample, which PyTorch refuses. `defaultBatchSize(9)` is 3: four of 2 would leave one.
 */
export function defaultBatchSize(sampleCount: number): number {
  let size = Math.min(usualBatchSize, Math.max(2, Math.floor(sampleCount / 4)));
  while (size < sampleCount && sampleCount % size === 1) {
    size++;
  }
  return Math.max(1, Math.min(size, sampleCount));
}

/**
 * What a preset does with one value per feature: there are no statistics of one value. Null where batches have more.
 */
export function singleValueText(
  { preset }: ReportOptions,
  batchSize: number,
  valuesPerSample: number,
  numFeatures: number,
): { readonly title: string; readonly text: string } | null {
  if (batchSize * valuesPerSample > 1) {
    return null;
  }
  return preset === "pytorch"
    ? {
        title: t("PyTorch refuses to train on batches of 1"),
        text: `ValueError: Expected more than 1 value per channel when training, got input size torch.Size([1, ${numFeatures}])`,
      }
    : {
        title: t("With batches of 1 every output is β"),
        text: t("y = β: a value is its own mean, so that x̂ is 0 whatever the value is. Nothing of the input is left."),
      };
}

/** What comes beside the title of the running mean. */
export function runningCaption({ numPasses }: BatchAnswer, { momentum }: ReportOptions): string {
  return momentum === null
    ? t("average of all batches so far, {0} passes", numPasses)
    : t("momentum {0}, {1} passes", formatParameter(momentum), numPasses);
}

function level(value: number, { min, max }: { min: number; max: number }): Plot["series"][number] {
  return {
    kind: "line",
    role: "reference",
    dashed: true,
    points: [
      { x: min, y: value },
      { x: max, y: value },
    ],
  };
}

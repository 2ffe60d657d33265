import { t } from "@vscode/l10n";
import { RandomGenerator, type Tensor } from "../../../engine/index.ts";
import { evaluate, linearLayers } from "../measures.ts";
import { commonSettings, lineOf, makeLane, range, trainLane, type Experiment } from "./common.ts";

const sizes = [2, 4, 8, 16, 32, 64, 128, 256, 512] as const;
const draws = 200;
const mostFewRows = 200;

/** 5: how the batch mean scatters by the batch's size, and whether noisier statistics give a lower validation loss. */
export const noiseExperiment: Experiment = function* (context) {
  const noise: number[][] = [];
  let done = 0;
  const rows = context.data.summary.trainingRows;
  const fewRows = Math.min(mostFewRows, Math.floor(rows / 2));
  const total = 5 * context.seeds.length;
  for (const seed of context.seeds) {
    const lane = makeLane(context, "batchNorm", commonSettings, seed);
    trainLane(lane, Math.min(150, context.steps));
    const values = linearLayers(lane.network)[0].forward(lane.split.training.input);
    noise.push(meanNoise(values, seed));
    yield ++done / total;
  }
  const validation: Record<string, number[]> = {};
  const settings = { ...commonSettings, depth: 3 } as const;
  for (const [name, statisticsGroup, trainingRows] of [
    ["noisy few", 8, fewRows],
    ["whole few", 64, fewRows],
    ["noisy all", 8, rows],
    ["whole all", 64, rows],
  ] as const) {
    validation[name] = [];
    for (const seed of context.seeds) {
      const choices = { network: { statisticsGroup }, split: { trainingRows } };
      const lane = makeLane(context, "batchNorm", settings, seed, choices);
      trainLane(lane, context.steps);
      validation[name].push(evaluate(lane.network, lane.split.validation).loss);
      yield ++done / total;
    }
  }
  const used = sizes.filter((size) => size < rows);
  const law = used.map((size) => 1 / Math.sqrt(size));
  const finite = used.map((size, k) => law[k] * Math.sqrt((rows - size) / (rows - 1)));
  const ratios = noise.flatMap((values) => used.map((_, k) => values[k] / finite[k]));
  const isLaw = ratios.every((ratio) => ratio > 0.85 && ratio < 1.15);
  const better = (which: "few" | "all"): number =>
    context.seeds.filter((_, k) => validation[`noisy ${which}`][k] < validation[`whole ${which}`][k]).length;
  const [few, all] = [better("few") === context.seeds.length, better("all") === context.seeds.length];
  const regularizes = few && all ? t("yes") : few ? t("only with few rows") : all ? t("only with all rows") : t("no");
  return {
    verdict: isLaw && few && all ? "holds" : isLaw || few || all ? "partly" : "fails",
    sentence: t(
      "The law: {0}, the mean's noise is {1} times what it says, drawing without repeats counted. Regularizing: {2}. Statistics of 8 rows gave a lower validation loss than those of 64 in {3} of {4} seeds with {5} rows ({6} and {7}), and in {8} of {4} with {9} ({10} and {11}).",
      isLaw ? t("yes") : t("no"),
      range(ratios),
      regularizes,
      better("few"),
      context.seeds.length,
      fewRows,
      range(validation["noisy few"]),
      range(validation["whole few"]),
      better("all"),
      rows,
      range(validation["noisy all"]),
      range(validation["whole all"]),
    ),
    charts: [
      {
        xName: t("batch size"),
        caption: t("Noise of the batch mean by batch size m, in σ"),
        logX: true,
        logY: true,
        share: false,
        dots: true,
        lines: [
          lineOf("batchNorm", used, noise),
          lineOf("reference", used, [law], { label: "1/√m", dash: "dashed" }),
          lineOf("reference", used, [finite], { label: t("no repeats"), dash: "dotted" }),
        ],
      },
    ],
    table: [
      [t("Statistics of"), t("validation loss, {0} rows", fewRows), t("{0} rows", rows)],
      [t("8 rows"), range(validation["noisy few"]), range(validation["noisy all"])],
      [t("64 rows"), range(validation["whole few"]), range(validation["whole all"])],
    ],
    settings: { ...settings, statisticsGroup: 8 },
    figures: { ratios, ...validation },
  };
};

/** Root mean square over units of the scatter of (batch mean − mean) / std over draws without repeats. */
function meanNoise({ data, shape: [rows, width] }: Tensor, seed: number): number[] {
  const random = new RandomGenerator(seed);
  const mean = new Float64Array(width);
  const variance = new Float64Array(width);
  for (let k = 0; k < data.length; k++) mean[k % width] += data[k] / rows;
  for (let k = 0; k < data.length; k++) variance[k % width] += (data[k] - mean[k % width]) ** 2 / rows;
  return sizes
    .filter((size) => size < rows)
    .map((size) => {
      let squares = 0;
      for (let draw = 0; draw < draws; draw++) {
        const chosen = random.permutation(rows).subarray(0, size);
        const sums = new Float64Array(width);
        for (const row of chosen) {
          for (let c = 0; c < width; c++) sums[c] += data[row * width + c];
        }
        for (let c = 0; c < width; c++) squares += (sums[c] / size - mean[c]) ** 2 / variance[c];
      }
      return Math.sqrt(squares / draws / width);
    });
}

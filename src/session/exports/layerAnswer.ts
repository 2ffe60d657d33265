import { t } from "@vscode/l10n";
import { presets } from "../../engine/index.ts";
import { describeAssumption } from "../../shared/layer/assumptions.ts";
import { channelLabel } from "../../shared/layer/channelLabel.ts";
import { chanceFactor } from "../../shared/layer/statistics/chance.ts";
import { rankShifts } from "../../shared/layer/statistics/rankShifts.ts";
import { statisticsCode } from "../../shared/layer/statistics/statisticsCode.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import { formatMeasured } from "../../shared/text/numbers.ts";
import type { Finding } from "../doctor/index.ts";
import { jsonNumber } from "../report/summary.ts";
import { summarizeGap } from "./checkedLayer.ts";

/** So many channels are told of by themselves. */
const worstListed = 5;

/** Findings that say why evaluation is another than training. */
const gapRules: ReadonlySet<string> = new Set(["BN004", "BN005", "BN010", "BN011", "BN015"]);

/** What a language model is told of a layer on data: why train() and eval() disagree, and what to do. Plain JSON. */
export function layerAnswer(snapshot: ReportSnapshot, findings: readonly Finding[]): object {
  const { layer, gap, features, options } = snapshot;
  if (layer === undefined) {
    return {
      layer: null,
      layerHint:
        "No layer is given: running statistics are those of a new layer after one update with these data. Pass layer: { file, path } with the layer's state to compare train() and eval().",
    };
  }
  const { assumed = [], name, fileName, numBatchesTracked } = layer;
  const order = worstChannels(snapshot, findings);
  return {
    layer: {
      ...{ name, file: fileName, framework: layer.convention ?? layer.framework, numBatchesTracked },
      hasRunningStatistics: layer.runningMean !== null,
      assumed: assumed.map((each) => describeAssumption(layer, each, options)),
    },
    trainAgainstEval: {
      answer: sentence(snapshot, findings, order),
      chanceBand: layer.runningMean === null ? null : `${chanceFactor}/sqrt(m) around 0 for the mean of x̂ in eval()`,
      startingWeight: gap ? gap.startingWeight : null,
      // Of the listed channels; for gamma = 1.
      gapByCause: summarizeGap(snapshot).map(({ cause, mean, std }) => ({
        cause,
        mean: mean && order.map((c) => mean[c]),
        std: std && order.map((c) => std[c]),
      })),
      worstChannels: order.map((c) => ({
        feature: features.names[c],
        channel: c,
        evalMeanOfNormalized: jsonNumber(meanInEval(snapshot, c).meanShift),
        evalStdOfNormalized: jsonNumber(meanInEval(snapshot, c).stdRatio),
        dataMean: jsonNumber(features.mean[c]),
        dataVariance: jsonNumber(features.variance[c]),
        runningMean: jsonNumber(layer.runningMean?.[c] ?? NaN),
        runningVar: jsonNumber(layer.runningVar?.[c] ?? NaN),
      })),
    },
    fix: fixAsCode(snapshot, findings),
  };
}

/** How the features of the other file differ from those of this one, the worst first; null where none was given. */
export function comparedAnswer({ compared, features, options }: ReportSnapshot): object | null {
  if (compared === undefined) return null;
  return {
    file: compared.fileName,
    // (mean of the file − mean of the other)/std of the other, and the ratio of the standard deviations.
    shifts: rankShifts(compared, features, options.eps)
      .slice(0, 2 * worstListed)
      .map(({ feature, meanShift, stdRatio, expectedByChance }) => ({
        feature: features.names[feature],
        channel: feature,
        meanShift: jsonNumber(meanShift),
        stdRatio: jsonNumber(stdRatio),
        expectedByChance,
      })),
  };
}

/** Channels that are not finite or found fault with first, then those that are farthest off. */
function worstChannels(snapshot: ReportSnapshot, findings: readonly Finding[]): number[] {
  const { layer, features, options } = snapshot;
  const found = findings
    .filter(({ rule, feature }) => gapRules.has(rule) && feature >= 0)
    .map(({ feature }) => feature);
  const ranked =
    layer?.runningMean && layer.runningVar
      ? rankShifts({ mean: layer.runningMean, variance: layer.runningVar }, features, options.eps)
      : [];
  return [...new Set([...found, ...ranked.map(({ feature }) => feature)])].slice(0, worstListed);
}

function meanInEval({ layer, features, options }: ReportSnapshot, c: number) {
  const one = (values: ArrayLike<number> | null | undefined): number[] => [values?.[c] ?? NaN];
  const stored = { mean: one(layer?.runningMean), variance: one(layer?.runningVar) };
  const data = { mean: one(features.mean), variance: one(features.variance), count: one(features.count) };
  return rankShifts(stored, data, options.eps)[0];
}

function sentence(snapshot: ReportSnapshot, findings: readonly Finding[], order: readonly number[]): string {
  const { layer, features } = snapshot;
  if (layer?.runningMean === null) {
    return t("The file has no running statistics: the layer normalizes with the batch's own in train() and in eval().");
  }
  const cause = findings.find(({ rule }) => gapRules.has(rule));
  if (cause !== undefined) {
    const where = cause.feature < 0 ? t("the layer") : channelLabel(features.names, cause.feature);
    const numOthers =
      new Set(findings.filter(({ rule }) => rule === cause.rule).map(({ feature }) => feature)).size - 1;
    const others = numOthers > 0 ? ` ${t("The same is found in {0} more channels.", numOthers)}` : "";
    return `${t("train() and eval() disagree because of {0}: {1}.", where, cause.evidence)} ${cause.advice}${others}`;
  }
  const [worst] = order;
  const { meanShift, stdRatio, expectedByChance } = meanInEval(snapshot, worst);
  return t(
    "train() and eval() agree as far as these data tell: the largest difference is in {0}, where x̂ has the mean {1} and the standard deviation {2} in eval(); chance alone gives means of up to {3}.",
    channelLabel(features.names, worst),
    formatMeasured(meanShift, 3),
    formatMeasured(stdRatio, 3),
    formatMeasured(chanceFactor * expectedByChance, 2),
  );
}

/** Code that puts the data's statistics into the channels that are wrong; null where none is. */
export function fixAsCode(
  snapshot: ReportSnapshot,
  findings: readonly Finding[],
): { what: string; code: string } | null {
  const { layer, features, options } = snapshot;
  if (layer === undefined || layer.runningMean === null || layer.runningVar === null) return null;
  const all = features.names.map((_, c) => c);
  const { name, framework, runningMean, runningVar } = layer;
  if (findings.some(({ rule }) => rule === "BN015")) {
    const code = statisticsCode({ name, framework, runningMean: runningVar, runningVar: runningMean, channels: all });
    return { what: t("Swap the running mean and the running variance"), code };
  }
  const isWhole = findings.some(({ rule }) => rule === "BN010");
  const wrong = new Set(
    findings
      .filter(({ rule, feature }) => feature >= 0 && (rule === "BN005" || rule === "BN011"))
      .map((it) => it.feature),
  );
  const channels = isWhole ? all : all.filter((c) => wrong.has(c));
  if (channels.length === 0) return null;
  const isUnbiased = presets[options.preset].runningVariance === "unbiased";
  const kept = features.variance.map((variance, c) => {
    const count = features.count[c];
    return isUnbiased && count > 1 ? (variance * count) / (count - 1) : variance;
  });
  return {
    what: t("Give the channels the statistics of these data, if they are such as the layer is for"),
    code: statisticsCode({ name, framework, runningMean: features.mean, runningVar: kept, channels }),
  };
}

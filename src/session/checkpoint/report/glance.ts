import { t } from "@vscode/l10n";
import { epsMatters } from "../../../shared/checkpoint/scale.ts";
import type { LayerFinding, ScaleColumns } from "../../../shared/checkpoint/snapshot.ts";
import { sentence } from "../../../shared/text/sentence.ts";
import { formatCount, formatMeasured } from "../../../shared/text/numbers.ts";
import { rank, times, type JudgedLayer } from "./findings.ts";

/** Clauses about single layers, and layers from which on a rule is told of all together. */
const mostClauses = 3;
const manyLayers = 4;

interface Told {
  readonly examined: JudgedLayer;
  readonly finding: LayerFinding;
}

/**
 * A checkpoint in a few words: how many layers, how many are sound, and the worst two or three. "Sound" means that no
 * rule fired; it never speaks of the model. Names of layers stand between two asterisks.
 */
export function checkpointGlance(
  layers: readonly JudgedLayer[],
  findings: readonly (readonly LayerFinding[])[],
  scales: ScaleColumns,
): string {
  const channels = layers.reduce((sum, { numFeatures }) => sum + numFeatures, 0);
  const numSound = findings.filter((found) => found.length === 0).length;
  const counts = numbers(layers.length, channels);
  if (numSound === layers.length) {
    const finite = Array.from(scales.median).filter(Number.isFinite);
    if (finite.length === 0) return t("{0}, all sound.", counts);
    const [low, high] = [lowest(scales.low), -lowest(scales.high.map((value) => -value))];
    return t(
      "{0}, all sound: effective scales of {1} to {2}.",
      counts,
      formatMeasured(low, 3),
      formatMeasured(high, 3),
    );
  }
  const sound =
    numSound === 0
      ? t("None is sound.")
      : numSound === 1
        ? t("1 is sound.")
        : t("{0} are sound.", formatCount(numSound));
  return [`${counts}.`, sound, ...told(layers, findings)].join(" ");
}

function numbers(numLayers: number, numChannels: number): string {
  if (numLayers === 1) return t("1 batch norm layer with {0} channels", formatCount(numChannels));
  return t("{0} batch norm layers with {1} channels", formatCount(numLayers), formatCount(numChannels));
}

function lowest(values: Float64Array): number {
  return values.reduce((least, value) => (value < least ? value : least), Infinity);
}

/** Rules that many layers share as a sentence each, then the worst of the others in one. */
function told(layers: readonly JudgedLayer[], findings: readonly (readonly LayerFinding[])[]): string[] {
  const all = findings.flatMap((found, i) => found.map((finding): Told => ({ examined: layers[i], finding })));
  const byRule = new Map<string, Told[]>();
  for (const each of all) {
    const told = byRule.get(each.finding.rule);
    if (told === undefined) byRule.set(each.finding.rule, [each]);
    else told.push(each);
  }
  const rules = [...byRule].sort(([a], [b]) => rank(a) - rank(b));
  const clauses: string[] = [];
  const groups: string[] = [];
  const named = new Set<JudgedLayer>();
  const isMinor = (rule: string): boolean => rank(rule) >= rank("BN014");
  for (const [rule, found] of rules) {
    // Channels that are off and biases are told of where nothing else is wrong.
    if (isMinor(rule) && rules.some(([other]) => !isMinor(other))) continue;
    if (new Set(found.map(({ examined }) => examined)).size >= manyLayers) {
      groups.push(groupSentence(rule, found));
      continue;
    }
    for (const { examined, finding } of found) {
      if (clauses.length === mostClauses || named.has(examined)) continue;
      named.add(examined);
      clauses.push(clause(finding, examined));
    }
  }
  return [...(clauses.length === 0 ? [] : [sentenceOf(clauses)]), ...groups.slice(0, 1)];
}

function sentenceOf(clauses: readonly string[]): string {
  switch (clauses.length) {
    case 1:
      return sentence(clauses[0]);
    case 2:
      return sentence(t("{0}, and {1}.", clauses[0], clauses[1]));
    default:
      return sentence(t("{0}, {1}, and {2}.", clauses[0], clauses[1], clauses[2]));
  }
}

function clause({ rule, channels }: LayerFinding, examined: JudgedLayer): string {
  const name = `**${examined.name}**`;
  switch (rule) {
    case "BN002":
      return t("ε sets the scale of {0}", name);
    case "BN003":
      return channels.length === 1
        ? t("γ is near 0 in one channel of {0}", name)
        : t("γ is near 0 in {0} channels of {1}", channels.length, name);
    case "BN004":
    case "BN005":
      return givesNaN(examined)
        ? t("{0} gives NaN in evaluation", name)
        : t("{0} has a running variance that is not above 0", name);
    case "BN010":
      return t("{0} was never updated", name);
    case "BN012": {
      const ratio = examined.spread ?? 1;
      return ratio >= 1
        ? t("the statistics of {0} are {1} times as wide as its weights explain", name, times(ratio))
        : t("the statistics of {0} are {1} times as narrow as its weights explain", name, times(1 / ratio));
    }
    case "BN013":
      return t("{0} ran more than once a step", name);
    case "BN014":
      return t("a bias stands before {0}", name);
    case "BN015":
      return t("the running mean and variance of {0} are swapped", name);
    default:
      return t("{0} has {1}", name, rule);
  }
}

function givesNaN({ gamma, beta, runningMean, runningVar }: JudgedLayer): boolean {
  return [gamma, beta, runningMean, runningVar].some(
    (list) => list !== null && Array.from(list).some((value) => !Number.isFinite(value)),
  );
}

function groupSentence(rule: string, found: readonly Told[]): string {
  // A rule may say two things of one layer.
  const num = formatCount(new Set(found.map(({ examined }) => examined)).size);
  const channels = found.reduce((sum, { finding }) => sum + finding.channels.length, 0);
  switch (rule) {
    case "BN002":
      return t(
        "In {0} layers ε changes the output: {1} channels have a running variance below {2} ε, where it is more than 1%.",
        num,
        formatCount(channels),
        epsMatters,
      );
    case "BN003":
      return t("In {0} layers γ is near 0 in {1} channels.", num, formatCount(channels));
    case "BN004":
      return t("{0} layers give NaN in evaluation.", num);
    case "BN005":
      return t("{0} layers have a running variance that is not above 0.", num);
    case "BN010":
      return t("{0} layers were never updated.", num);
    case "BN012":
      return t("The statistics of {0} layers are not as wide as their weights explain.", num);
    case "BN013":
      return t("{0} layers ran more than once a step.", num);
    case "BN014":
      return t("A bias stands before {0} layers.", num);
    case "BN015":
      return t("The running means and variances of {0} layers are swapped.", num);
    default:
      return t("{0} layers have {1}.", num, rule);
  }
}

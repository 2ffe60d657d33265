import { t } from "@vscode/l10n";
import { capitalized } from "../../../src/shared/lab/words.ts";
import type { RunRecord } from "../../../src/shared/lab/record.ts";
import { outcomeLimits } from "../../../src/shared/lab/sweep.ts";
import type { NetworkFrame, NetworkKind, RunInfo } from "../../../src/shared/lab/run.ts";
import { formatScore, median, networkLabel, rangeOf, scoreLabel, scoreRange, shortNumber, stepRange } from "./text.ts";

/** What a run shows, in a bold sentence and a plain one. */
export interface RunSentence {
  readonly main: string;
  readonly rest: string;
}

/** A network as a sentence names it. */
function subject(kind: NetworkKind): string {
  return kind === "plain" ? t("the plain network") : networkLabel(kind).toLowerCase();
}

function reachedSteps({ reachedAt }: NetworkFrame): number[] {
  return [...reachedAt].filter((step) => step >= 0);
}

/** The sentence for a run that has ended. A diverged network is told in its own bar. */
export function runSentence(run: RunRecord, finished: boolean): RunSentence | null {
  const last = run.frames.at(-1);
  if (last === undefined || last.step === 0) return null;
  const [plain, batchNorm] = last.networks;
  const { targetLoss } = run.info.settings;
  const main = finished ? compareSteps(plain, batchNorm, run) : soFar(plain, batchNorm, targetLoss, last.step);
  const third = last.networks.length > 2 ? ` ${thirdSentence(last.networks[2], run)}` : "";
  return { main: main + third, rest: finished ? endSentence(plain, batchNorm, run.info) : "" };
}

function compareSteps(plain: NetworkFrame, batchNorm: NetworkFrame, run: RunRecord): string {
  const { targetLoss, steps, seeds } = run.info.settings;
  const target = shortNumber(targetLoss);
  const without = reachedSteps(plain);
  const withNorm = reachedSteps(batchNorm);
  const isAll = (reached: readonly number[]): boolean => reached.length === seeds;
  if (isAll(without) && isAll(withNorm)) return compareReached(without, withNorm, target);
  if (without.length === 0 && withNorm.length === 0) {
    return t("Neither reached loss {0} in {1} steps.", target, steps);
  }
  const said = (reached: readonly number[]): string =>
    reached.length === 0
      ? t("not in {0}", steps)
      : isAll(reached)
        ? t("in {0} steps", stepRange(reached))
        : t("in {0} steps in {1} of {2} seeds", stepRange(reached), reached.length, seeds);
  if (withNorm.length === 0) {
    return t("The plain network reached loss {0} {1}, batch norm {2}.", target, said(without), said(withNorm));
  }
  return t("Batch norm reached loss {0} {1}, the plain network {2}.", target, said(withNorm), said(without));
}

function compareReached(without: readonly number[], withNorm: readonly number[], target: string): string {
  const ranges = [stepRange(withNorm), stepRange(without)] as const;
  if (overlap(without, withNorm)) {
    return t("Both reached loss {0} in about the same steps, {1} and {2}.", target, ...ranges);
  }
  const ratio = median(without) / median(withNorm);
  return ratio > 1
    ? t(
        "Batch norm reached loss {0} in {1} steps, the plain network in {2}: {3} × fewer.",
        target,
        ...ranges,
        ratio.toFixed(1),
      )
    : t(
        "Batch norm was slower: it reached loss {0} in {1} steps, the plain network in {2}: {3} × more.",
        target,
        ...ranges,
        (1 / ratio).toFixed(1),
      );
}

function soFar(plain: NetworkFrame, batchNorm: NetworkFrame, targetLoss: number, step: number): string {
  const target = shortNumber(targetLoss);
  const said = (network: NetworkFrame): string => {
    const reached = reachedSteps(network);
    const losses = [...network.loss].filter(Number.isFinite);
    if (reached.length === network.loss.length) return t("reached loss {0} in {1} steps", target, stepRange(reached));
    if (losses.length === 0) return t("has diverged");
    return t("is at {0}", rangeOf(losses, shortNumber));
  };
  return t("After {0} steps, batch norm {1}; the plain network {2}.", step, said(batchNorm), said(plain));
}

function thirdSentence(third: NetworkFrame, { info }: RunRecord): string {
  const { targetLoss, steps, seeds } = info.settings;
  const reached = reachedSteps(third);
  const name = networkLabel(info.networks[2].kind);
  const target = shortNumber(targetLoss);
  if (reached.length === 0) return t("{0} did not reach it in {1}.", name, steps);
  return reached.length === seeds
    ? t("{0} reached loss {1} in {2} steps.", name, target, stepRange(reached))
    : t(
        "{0} reached loss {1} in {2} steps in {3} of {4} seeds.",
        name,
        target,
        stepRange(reached),
        reached.length,
        seeds,
      );
}

/** Always what did not differ, and what it cost. */
function endSentence(plain: NetworkFrame, batchNorm: NetworkFrame, { task, guessingScore }: RunInfo): string {
  const without = [...plain.score].filter(Number.isFinite);
  const withNorm = [...batchNorm.score].filter(Number.isFinite);
  if (without.length === 0 || withNorm.length === 0) {
    const trained = withNorm.length > 0 ? withNorm : without;
    return trained.length === 0
      ? ""
      : t(
          "{0} ends at validation {1} {2}.",
          withNorm.length > 0 ? t("Batch norm") : t("The plain network"),
          scoreLabel(task),
          scoreRange(task, trained),
        );
  }
  const said = [scoreLabel(task), scoreRange(task, withNorm), scoreRange(task, without)] as const;
  const cost = (batchNorm.msPerStep / plain.msPerStep).toFixed(1);
  const compared = overlap(without, withNorm)
    ? t(
        "Validation {0} overlaps, {1} with batch norm and {2} without, and a step with it took {3} × as long.",
        ...said,
        cost,
      )
    : t(
        "Validation {0} ends at {1} with batch norm and {2} without, and a step with it took {3} × as long.",
        ...said,
        cost,
      );
  const isGuess = [without, withNorm].every((scores) => isNearGuessing(median(scores), guessingScore));
  return isGuess ? `${t("Both are near guessing, {0}.", formatScore(task, guessingScore))} ${compared}` : compared;
}

/** Less than a fifth of the way from guessing to always right: 60% of two classes, 28% of ten. */
function isNearGuessing(score: number, guessingScore: number): boolean {
  return score - guessingScore < (1 - guessingScore) / 5;
}

export function overlap(a: readonly number[], b: readonly number[]): boolean {
  return Math.min(...a) <= Math.max(...b) && Math.min(...b) <= Math.max(...a);
}

/** What the bar says of a run whose losses ended finite, but worse than a guess; null where none did. */
export function worseSentence({ frames, info }: RunRecord): string | null {
  const last = frames.at(-1);
  if (last === undefined || last.step < info.settings.steps) return null;
  const guessing = info.task === "classes" ? -Math.log(info.guessingScore) : 1;
  const worse = last.networks.flatMap(({ loss }, k) => {
    const ended = median([...loss]);
    return ended > outcomeLimits(guessing).diverged
      ? [t("{0} at {1}", networkLabel(info.networks[k].kind), shortNumber(ended))]
      : [];
  });
  if (worse.length === 0) return null;
  return t("The loss ended worse than that of a guess, {0}: {1}.", shortNumber(guessing), worse.join(", "));
}

/** What the bar says of a network whose loss was no longer finite. */
export function divergedSentence(run: RunRecord): { readonly main: string; readonly rest: string } | null {
  const last = run.frames.at(-1);
  if (last === undefined) return null;
  const diverged = last.networks.flatMap((network, index) => {
    const steps = [...network.divergedAt].filter((step) => step >= 0);
    return steps.length === 0 ? [] : [{ index, steps }];
  });
  if (diverged.length === 0) return null;
  const [{ index, steps }] = diverged;
  const { seeds } = run.info.settings;
  const { kind } = run.info.networks[index];
  const trace = run.traces.find(({ network }) => network === index);
  const at = last.networks[index].divergedAt[0] >= 0 ? last.networks[index].divergedAt[0] : Math.min(...steps);
  const which = diverged.length > 1 ? t("In both networks") : networkLabel(kind);
  const inSeeds = seeds === 1 ? "" : ` (${t("{0} of {1} seeds: step {2}", steps.length, seeds, stepRange(steps))})`;
  const main = t("{0}, the loss became NaN at step {1}", which, at) + inSeeds + ".";
  const grew = trace === undefined ? "" : growthSentence(trace.std, trace.steps, run.info.settings.depth);
  const other =
    diverged.length === 1 && last.networks.length === 2
      ? ` ${t("{0} kept training at the same learning rate.", capitalized(subject(run.info.networks[1 - index].kind)))}`
      : "";
  return { main, rest: grew + other };
}

/** Which layer grew most before the end. */
function growthSentence(std: Float64Array, steps: Int32Array, depth: number): string {
  if (steps.length < 2) return "";
  const start = (layer: number): number => std[layer];
  const end = (layer: number): number => std[(steps.length - 1) * depth + layer];
  let most = 0;
  for (let layer = 1; layer < depth; layer++) {
    if (end(layer) / start(layer) > end(most) / start(most)) most = layer;
  }
  if (!(end(most) / start(most) > 3)) return "";
  const taken = steps[steps.length - 1] - steps[0];
  return t(
    "The activations grew first: layer {0} went from σ {1} to {2} in {3}.",
    most + 1,
    shortNumber(start(most)),
    shortNumber(end(most)),
    taken === 1 ? t("1 step") : t("{0} steps", taken),
  );
}

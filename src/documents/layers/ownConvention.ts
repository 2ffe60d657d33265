import { t } from "@vscode/l10n";
import type { LayerParameters } from "../../shared/layer/parameters.ts";
import type { PresetName } from "../../shared/options.ts";
import { findStates, type FoundStates } from "./findStates.ts";
import { momentumForPreset } from "./frameworks.ts";
import type { Parameter } from "./parameter.ts";

/** Names and conventions of a layer as a person sets them, where no framework's fit. */
export interface OwnConvention {
  /** What the parts are called, "" for a part that there is none of. */
  readonly gamma: string;
  readonly beta: string;
  readonly mean: string;
  readonly variance: string;
  readonly steps: string;
  /** null: what the file says, or else PyTorch's. */
  readonly eps: number | null;
  readonly momentum: number | null;
  /** Whether momentum is the share of the new batch or of the old statistics. */
  readonly momentumOf: "new" | "old";
  readonly runningVariance: "unbiased" | "biased";
  readonly channelAxis: 1 | -1;
}

/** The part's name in an own convention, and the one under which PyTorch's readers know it. */
const roles = [
  ["gamma", "weight"],
  ["beta", "bias"],
  ["mean", "running_mean"],
  ["variance", "running_var"],
  ["steps", "num_batches_tracked"],
] as const;

/**
 * The layers that parameters make up under a person's own names.
 *
 * @example
 * ownStates([{ path: "block_1_mu", … }, { path: "block_1_s2", … }], own).layers[0].name // "block_1"
 */
export function ownStates(parameters: readonly Parameter[], own: OwnConvention): FoundStates {
  const renamed = parameters.map((parameter) => ({ ...parameter, path: pathUnder(own, parameter.path) }));
  const ownLists = new Set(parameters.filter(({ path }) => pathUnder(own, path) !== path).map(({ values }) => values));
  const { layers, others } = findStates(renamed);
  const isOwn = (list: Float64Array | null): boolean => list !== null && ownLists.has(list);
  return { layers: layers.filter(({ runningMean, runningVar }) => isOwn(runningMean) && isOwn(runningVar)), others };
}

/** Whether a key is one of the names. */
export function isOwnName(own: OwnConvention, key: string): boolean {
  return pathUnder(own, key) !== key;
}

function pathUnder(own: OwnConvention, path: string): string {
  for (const [role, known] of roles) {
    const name = own[role];
    if (name === "" || !path.endsWith(name)) continue;
    const before = path.slice(0, path.length - name.length);
    if (before === "") return known;
    if (/[./:_]$/.test(before)) return `${before.slice(0, -1)}.${known}`;
  }
  return path;
}

/** The parameters of a layer under the conventions that go with the names. */
export function withOwnConvention(layer: LayerParameters, own: OwnConvention): LayerParameters {
  const { runningVariance, channelAxis, momentumOf } = own;
  const framework: PresetName = runningVariance === "unbiased" ? "pytorch" : channelAxis === 1 ? "onnx" : "keras";
  const inPreset = (momentum: number): number => momentumForPreset({ momentumOf, preset: framework }, momentum);
  const { isCumulative, ...plain } = layer;
  const eps = plain.eps ?? own.eps;
  const momentum = plain.momentum ?? own.momentum;
  return {
    ...plain,
    // No other preset has a cumulative average.
    ...(isCumulative === true && framework === "pytorch" && { isCumulative }),
    ...{ framework, eps, convention: t("your own convention") },
    momentum: momentum === null || isCumulative === true ? null : inPreset(momentum),
    ...{ defaultEps: 1e-5, defaultMomentum: framework === "pytorch" ? 0.1 : 0.9 },
    ...(channelAxis === -1 && { layout: "channelsLast" }),
    assumed: (layer.assumed ?? []).filter(
      (name) => (name === "eps" ? eps : name === "momentum" ? momentum : null) === null,
    ),
  };
}

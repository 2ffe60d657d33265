import { evidenceOf, notFiniteFirst, rules, type Evidence, type RuleId, type Severity } from "../index.ts";
import { defaultThresholds, type ExaminedLayer, type ExaminedTensor, type Thresholds } from "../types.ts";

/** What is wrong with a layer, as far as its own numbers and those of its network tell. */
export interface LayerFinding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** From 0; empty where it is about the layer as a whole. */
  readonly channels: readonly number[];
  /** The numbers that prove it, of the first channel. */
  readonly evidence: string;
  readonly advice: string;
}

/** Rules to leave out and limits of the others. */
export interface LayerExamination {
  readonly thresholds?: Thresholds;
  readonly disabled?: readonly RuleId[];
}

/**
 * What the doctor finds in the layers of one state without any data, layer by layer.
 *
 * @param layers in the file's order, all of one part: `model` and `ema` are examined apart
 * @param tensors of the same part in the file's order. Without them BN012 and BN014 find nothing; BN012 also needs the
 * values of the weights that `precedingWeights` names
 * @returns for every layer NaN and infinite channels first, then causes before symptoms
 * @example
 * examineLayers([{ ...layer, runningVar: [1, -0.5] }])[0][0]
 * // { rule: "BN005", severity: "error", channels: [1], evidence: "the running variance is −0.5", … }
 */
export function examineLayers(
  layers: readonly ExaminedLayer[],
  tensors: readonly ExaminedTensor[] = [],
  { thresholds = defaultThresholds, disabled = [] }: LayerExamination = {},
): LayerFinding[][] {
  const network = { layers, tensors };
  return layers.map((layer, index) => {
    const found = Object.values(rules)
      .filter(({ id }) => !disabled.includes(id))
      .flatMap((rule) => {
        const whole = evidenceOf(
          rule.checkLayer?.(layer, thresholds) ?? rule.checkNetwork?.(network, index, thresholds),
        );
        const channels: { channel: number; evidence: Evidence | null }[] = [];
        for (let c = 0; rule.checkChannel !== undefined && c < layer.numFeatures; c++) {
          const evidence = evidenceOf(rule.checkChannel(layer, c, thresholds));
          if (evidence !== null) channels.push({ channel: c, evidence });
        }
        return [
          ...(whole ? [{ rule, channels: [], evidence: whole }] : []),
          ...alike(channels).map((it) => ({ rule, ...it })),
        ];
      });
    return notFiniteFirst(found).map(({ rule, channels, evidence }) => ({
      rule: rule.id,
      severity: evidence.severity ?? rule.severity,
      channels,
      evidence: evidence.text,
      advice: evidence.advice ?? rule.explain(),
    }));
  });
}

/** `examineLayers` of a layer that stands alone. */
export function examineLayer(
  layer: ExaminedLayer,
  tensors: readonly ExaminedTensor[] = [],
  examination: LayerExamination = {},
): LayerFinding[] {
  return examineLayers([layer], tensors, examination)[0];
}

/** Channels of which the same is said with other numbers, together: under the evidence of the first. */
function alike(
  found: readonly { readonly channel: number; readonly evidence: Evidence | null }[],
): { channels: number[]; evidence: Evidence }[] {
  const groups = new Map<string, { channels: number[]; evidence: Evidence }>();
  for (const { channel, evidence } of found) {
    if (evidence === null) continue;
    const { severity, advice, subject, isNotFinite } = evidence;
    const key = JSON.stringify([severity, advice, subject, isNotFinite]);
    const group = groups.get(key) ?? { channels: [], evidence };
    group.channels.push(channel);
    groups.set(key, group);
  }
  return [...groups.values()];
}

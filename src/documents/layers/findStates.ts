import { areStatistics, type NamingConvention } from "../checkpoints/layers/conventions.ts";
import { isOptimizerPath, readTensorName } from "../checkpoints/layers/tensorName.ts";
import { conventionsOf, type TensorRole } from "./frameworks.ts";
import { otherNorm, saysBatchNorm, saysNorm } from "./otherNorms.ts";
import {
  isOn,
  readSettingName,
  settingValue,
  type Parameter,
  type SettingName,
  type SettingRole,
} from "./parameter.ts";
import { unscaled } from "./scaleFactor.ts";
import { lastName, partsProblem, type LayerRole, type LayerState, type VectorName } from "./state.ts";

/** Layers that are found, and normalization that is none of batch norm. */
export interface FoundStates {
  readonly layers: LayerState[];
  readonly others: OtherNorm[];
}

export interface OtherNorm {
  readonly name: string;
  /** "a layer norm"; null where nothing but γ and β under a name like "norm1" is known of it. */
  readonly kind: string | null;
}

/** One reading of some parameters: those of a layer under one framework's names. */
interface Candidate {
  readonly name: string;
  readonly convention: NamingConvention;
  readonly parts: Map<TensorRole, Parameter>;
  /** Position of its first parameter. */
  readonly position: number;
}

/** Whether a key or path can name a part of a layer, or a setting of one. */
export function isParameterName(path: string): boolean {
  return readTensorName(path).length > 0 || readSettingName(path) !== null;
}

/** Whether a key names a running mean or variance, which only the state of a layer has. */
export function isStatisticsName(key: string): boolean {
  return readTensorName(key).some(
    ({ role, convention }) => (role === "mean" || role === "variance") && !convention.requiresAffine,
  );
}

/**
 * The batch norm layers that named parameters make up, by the names of all frameworks: running statistics, or γ and β
 * under a name that says batch norm. Two trees of one network (Flax' params and batch_stats) are joined by their paths.
 *
 * @returns in the order of their first parameters
 */
export function findStates(parameters: readonly Parameter[]): FoundStates {
  const lists = parameters.filter(({ path }) => readSettingName(path) === null && !isOptimizerPath(path));
  const candidates = candidatesOf(lists);
  const layers: LayerState[] = [];
  const others: OtherNorm[] = [];
  const settings = settingsOf(parameters);
  const chosen = withoutRivals(candidates.filter(isCandidate)).sort((a, b) => a.position - b.position);
  for (const candidate of chosen) {
    const hasStatistics = candidate.parts.has("mean") || candidate.parts.has("variance");
    const kind = otherNorm(candidate.name, hasStatistics);
    if (kind === null && (hasStatistics || saysBatchNorm(candidate.name))) {
      layers.push(stateOf(candidate, settings, chosen.length));
    } else if (kind !== null || saysNorm(candidate.name) || candidate.convention.roles.has("gamma")) {
      others.push({ name: candidate.name, kind });
    }
  }
  return { layers, others };
}

function candidatesOf(parameters: readonly Parameter[]): Candidate[] {
  const candidates = new Map<string, Candidate>();
  const conventions: NamingConvention[] = [];
  for (const [position, parameter] of parameters.entries()) {
    for (const { convention, layer, role } of readTensorName(parameter.path)) {
      const isSingle = role === "steps" || role === "scaleFactor";
      if (isSingle ? parameter.values.length !== 1 : parameter.isScalar) continue;
      if (!conventions.includes(convention)) conventions.push(convention);
      const key = `${conventions.indexOf(convention)}\0${layer}`;
      const candidate = candidates.get(key) ?? { name: layer, convention, parts: new Map(), position };
      // A layer without a name that repeats a part is two layers: the last one counts, as in JSON.
      candidate.parts.set(role, parameter);
      candidates.set(key, candidate);
    }
  }
  return [...candidates.values()];
}

/** γ and β, or a running statistic; where the names alone say little, with γ, β or their collection beside them. */
function isCandidate({ parts, convention, name }: Candidate): boolean {
  const has = (...roles: readonly TensorRole[]): boolean => roles.some((role) => parts.has(role));
  if (has("mean", "variance")) {
    return areStatistics(
      convention,
      has,
      [...parts.values()].map(({ path }) => path),
    );
  }
  const gamma = parts.get("gamma");
  const beta = parts.get("beta");
  if (gamma === undefined || gamma.isScalar) return false;
  // An RMS norm has a scale and no more.
  if (beta === undefined) return otherNorm(name, false) !== null;
  if (beta.isScalar) return false;
  // A linear layer has a weight and a bias too; "gamma" is no other layer's word.
  return (
    lastName(gamma.path).endsWith("gamma") ||
    saysNorm(name) ||
    (name !== "" && saysBatchNorm(name)) ||
    otherNorm(name, false) !== null
  );
}

/** Of the readings of one list, the one that explains most parts of its layer, then the earlier convention. */
function withoutRivals(candidates: readonly Candidate[]): Candidate[] {
  const taken = new Set<Parameter>();
  return [...candidates]
    .sort((a, b) => b.parts.size - a.parts.size)
    .filter(({ parts }) => {
      const own = [...parts.values()];
      if (own.some((parameter) => taken.has(parameter))) return false;
      for (const parameter of own) taken.add(parameter);
      return true;
    });
}

interface Setting extends SettingName {
  readonly parameter: Parameter;
}

/** An optimizer's ε is far below a layer's: 1e-8. */
const smallestEps = 1e-7;

function settingsOf(parameters: readonly Parameter[]): Setting[] {
  return parameters.flatMap((parameter) => {
    const name = readSettingName(parameter.path);
    return name === null || (!parameter.isScalar && parameter.values.length !== 1) ? [] : [{ ...name, parameter }];
  });
}

function stateOf({ name, convention, parts }: Candidate, settings: readonly Setting[], numLayers: number): LayerState {
  const besidesLayer = settings.some(
    ({ role, parameter }) => role === "eps" && (settingValue(parameter) ?? 0) >= smallestEps,
  );
  const setting = (role: SettingRole): Parameter | null => {
    const ofRole = settings.filter((it) => it.role === role);
    const own = ofRole.find(({ owner }) => owner === name);
    // Settings of a file with one layer may stand beside it; so do an optimizer's.
    const beside = numLayers === 1 && ofRole.length === 1 && (ofRole[0].isMarked || besidesLayer) ? ofRole[0] : null;
    return (own ?? beside)?.parameter ?? null;
  };
  const [eps, momentum, fixGamma] = [setting("eps"), setting("momentum"), setting("fixGamma")];
  const momentumValue = momentum && settingValue(momentum);
  const vectors: Record<VectorName, Parameter | undefined> = {
    gamma: parts.get("gamma"),
    beta: parts.get("beta"),
    runningMean: parts.get("mean"),
    runningVar: parts.get("variance"),
  };
  const scale = parts.get("scaleFactor")?.values[0];
  const first = vectors.runningMean ?? vectors.runningVar ?? vectors.gamma ?? vectors.beta;
  const isFixed = fixGamma && isOn(fixGamma);
  return {
    name,
    framework: frameworkOf(convention, name, parts),
    numFeatures: first?.values.length ?? 0,
    gamma: vectors.gamma && isFixed !== true ? vectors.gamma.values : null,
    beta: vectors.beta?.values ?? null,
    runningMean: vectors.runningMean ? unscaled(vectors.runningMean.values, scale) : null,
    runningVar: vectors.runningVar ? unscaled(vectors.runningVar.values, scale) : null,
    numBatchesTracked: parts.get("steps")?.values[0] ?? null,
    eps: finiteOrNull(eps && settingValue(eps)),
    momentum: finiteOrNull(momentumValue),
    isCumulative: momentum !== null && momentumValue === null,
    fixGamma: isFixed,
    places: [
      ...Array.from(parts, ([role, { path, place }]) => ({ role: layerRoles[role], key: lastName(path), place })),
      ...[eps, momentum, fixGamma].flatMap((it, i) =>
        it === null
          ? []
          : [{ role: (["eps", "momentum", "fixGamma"] as const)[i], key: lastName(it.path), place: it.place }],
      ),
    ],
    placeOf: (role, i) => vectors[role]?.placeOf(i) ?? null,
    assumed: [],
    problem: partsProblem(name, parts),
  };
}

const layerRoles: Readonly<Record<TensorRole, LayerRole>> = {
  gamma: "gamma",
  beta: "beta",
  mean: "runningMean",
  variance: "runningVar",
  steps: "numBatchesTracked",
  scaleFactor: "scaleFactor",
};

/** MindSpore has Keras' names: a path with numbers between dots is its way, or PyTorch's, but never Keras'. */
function frameworkOf({ framework }: NamingConvention, name: string, parts: ReadonlyMap<TensorRole, Parameter>) {
  if (framework === "mindspore" && !/(?:^|\.)\d+\./.test(name)) return "keras";
  // γ and β alone, under "gamma" and "beta", are everyone's: Keras' are the best known.
  const isAffineOnly = !parts.has("mean") && !parts.has("variance");
  if (isAffineOnly && lastName(parts.get("gamma")?.path ?? "").endsWith("gamma")) return "keras";
  return framework;
}

function finiteOrNull(value: number | null | undefined): number | null {
  return value === undefined || value === null || !Number.isFinite(value) ? null : value;
}

/** The conventions' title of a layer's framework: "Flax". */
export function frameworkTitle({ framework }: LayerState): string {
  return conventionsOf(framework).title;
}

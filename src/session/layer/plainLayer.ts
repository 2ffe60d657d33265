import { presetNames, type PresetName } from "../../shared/options.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";

/** A loaded layer as JSON can hold it: what the page keeps over a reload of the window. */
export interface PlainLayer {
  readonly name: string;
  readonly fileName: string;
  readonly framework: PresetName;
  readonly gamma: readonly number[] | null;
  readonly beta: readonly number[] | null;
  readonly runningMean: readonly number[] | null;
  readonly runningVar: readonly number[] | null;
  readonly numFeatures: number;
  readonly numBatchesTracked: number | null;
  readonly eps: number | null;
  readonly momentum: number | null;
  readonly told: Told;
}

/** What is said of a layer beside its numbers. */
type Told = Pick<
  LoadedLayer,
  "convention" | "defaultEps" | "defaultMomentum" | "isCumulative" | "isGammaFixed" | "assumed"
>;

export function plainLayer(layer: LoadedLayer): PlainLayer {
  const list = (values: Float64Array | null): number[] | null => values && Array.from(values);
  const { name, fileName, framework, numFeatures, numBatchesTracked, eps, momentum } = layer;
  return {
    ...{ name, fileName, framework, numFeatures, numBatchesTracked, eps, momentum },
    gamma: list(layer.gamma),
    beta: list(layer.beta),
    runningMean: list(layer.runningMean),
    runningVar: list(layer.runningVar),
    told: toldOf(layer),
  };
}

/** The layer that `plainLayer` wrote, or undefined for anything else. What was not finite became null: NaN. */
export function parsePlainLayer(value: unknown): LoadedLayer | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { name, fileName, framework, numFeatures, ...others } = value as Record<string, unknown>;
  const isNamed = typeof name === "string" && typeof fileName === "string" && isFramework(framework);
  if (!isNamed || typeof numFeatures !== "number") return undefined;
  const list = (key: string): Float64Array | null => {
    const values = others[key];
    if (!Array.isArray(values) || values.length !== numFeatures) return null;
    return Float64Array.from(values, (item: unknown) => (typeof item === "number" ? item : NaN));
  };
  const single = (key: string): number | null => {
    const number = others[key];
    return typeof number === "number" ? number : null;
  };
  return {
    ...{ name, fileName, framework, numFeatures, gamma: list("gamma"), beta: list("beta") },
    ...{ runningMean: list("runningMean"), runningVar: list("runningVar") },
    ...{ numBatchesTracked: single("numBatchesTracked"), eps: single("eps"), momentum: single("momentum") },
    ...toldOf(Object(others["told"]) as Record<keyof Told, unknown>),
  };
}

/** The parts of the right kind alone: an older version kept none of them. */
function toldOf(value: Readonly<Partial<Record<keyof Told, unknown>>>): Told {
  const { convention, defaultEps, defaultMomentum, isCumulative, isGammaFixed, assumed } = value;
  return {
    ...(typeof convention === "string" && { convention }),
    ...(typeof defaultEps === "number" && { defaultEps }),
    ...(typeof defaultMomentum === "number" && { defaultMomentum }),
    ...(isCumulative === true && { isCumulative }),
    ...(isGammaFixed === true && { isGammaFixed }),
    ...(Array.isArray(assumed) && { assumed: assumed.filter((name) => typeof name === "string") }),
  };
}

function isFramework(value: unknown): value is PresetName {
  return presetNames.some((name) => name === value);
}

import { presetNames, type PresetName } from "../../shared/options.ts";
import type { LayerPlaces, LoadedLayer, NetworkFinding, VectorRole } from "../../shared/layer/parameters.ts";

/** A number as JSON can hold it: those that are not finite in words. */
export type PlainNumber = number | "NaN" | "Infinity" | "-Infinity";

/** A loaded layer as JSON can hold it: what the page keeps over a reload of the window. */
export interface PlainLayer {
  readonly name: string;
  readonly fileName: string;
  readonly framework: PresetName;
  readonly gamma: readonly PlainNumber[] | null;
  readonly beta: readonly PlainNumber[] | null;
  readonly runningMean: readonly PlainNumber[] | null;
  readonly runningVar: readonly PlainNumber[] | null;
  readonly numFeatures: number;
  readonly numBatchesTracked: number | null;
  readonly eps: number | null;
  readonly momentum: number | null;
  readonly told: Told;
  /** Where its numbers stand, so that findings are marked there. */
  readonly document?: LoadedLayer["document"];
  readonly places?: Readonly<Partial<Record<VectorRole, readonly number[]>>>;
  readonly fromNetwork?: readonly NetworkFinding[];
}

/** What is said of a layer beside its numbers. */
type Told = Pick<
  LoadedLayer,
  "convention" | "defaultEps" | "defaultMomentum" | "isCumulative" | "isGammaFixed" | "assumed"
>;

export function plainLayer(layer: LoadedLayer): PlainLayer {
  const list = (values: Float64Array | null): PlainNumber[] | null => values && plainNumbers(values);
  const { name, fileName, framework, numFeatures, numBatchesTracked, eps, momentum, document, fromNetwork } = layer;
  return {
    ...{ name, fileName, framework, numFeatures, numBatchesTracked, eps, momentum },
    gamma: list(layer.gamma),
    beta: list(layer.beta),
    runningMean: list(layer.runningMean),
    runningVar: list(layer.runningVar),
    told: toldOf(layer),
    ...(document && { document, places: mapPlaces(layer.places, (places) => Array.from(places)) }),
    ...(fromNetwork && { fromNetwork }),
  };
}

export function plainNumbers(values: ArrayLike<number>): PlainNumber[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : (String(value) as PlainNumber)));
}

/** What `plainNumbers` wrote; anything that is no number is NaN. */
export function parseNumbers(values: readonly unknown[]): number[] {
  return values.map((value) => (typeof value === "number" || typeof value === "string" ? Number(value) : NaN));
}

/** The layer that `plainLayer` wrote, or undefined for anything else. */
export function parsePlainLayer(value: unknown): LoadedLayer | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { name, fileName, framework, numFeatures, ...others } = value as Record<string, unknown>;
  const isNamed = typeof name === "string" && typeof fileName === "string" && isFramework(framework);
  if (!isNamed || typeof numFeatures !== "number") return undefined;
  const list = (key: string): Float64Array | null => {
    const values = others[key];
    if (!Array.isArray(values) || values.length !== numFeatures) return null;
    return Float64Array.from(parseNumbers(values));
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
    ...placesOf(others, numFeatures),
    ...(Array.isArray(others["fromNetwork"]) && { fromNetwork: others["fromNetwork"].filter(isNetworkFinding) }),
  };
}

const vectorRoles: readonly VectorRole[] = ["gamma", "beta", "runningMean", "runningVar"];

function mapPlaces<From, To>(places: Readonly<Partial<Record<VectorRole, From>>> = {}, map: (list: From) => To) {
  const entries = vectorRoles.flatMap((role) => {
    const list = places[role];
    return list === undefined ? [] : [[role, map(list)] as const];
  });
  return Object.fromEntries(entries) as Partial<Record<VectorRole, To>>;
}

/** Document and places as they were kept; nothing where either is not whole. */
function placesOf(
  { document, places }: Readonly<Record<string, unknown>>,
  numFeatures: number,
): Pick<LoadedLayer, "document" | "places"> {
  const { uri, offset } = Object(document) as Record<string, unknown>;
  if (typeof uri !== "string" || typeof offset !== "number") return {};
  const lists = mapPlaces(Object(places) as Record<VectorRole, unknown>, (list) =>
    Uint32Array.from(Array.isArray(list) ? parseNumbers(list) : []),
  );
  const isWhole = Object.values(lists).every((list) => list.length === 2 * numFeatures);
  return { document: { uri, offset }, ...(isWhole && { places: lists satisfies LayerPlaces }) };
}

function isNetworkFinding(value: unknown): value is NetworkFinding {
  const { rule, severity, evidence, advice } = Object(value) as Record<string, unknown>;
  return (
    ["BN012", "BN013", "BN014"].some((name) => name === rule) &&
    ["error", "warning", "info"].some((name) => name === severity) &&
    typeof evidence === "string" &&
    typeof advice === "string"
  );
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

/** What the configuration of a model says of one batch norm layer. */
export interface BatchNormConfig {
  /** Names of the layers around it and its own: ["inner", "bn"]. */
  readonly path: readonly string[];
  /** Where Keras 3 keeps its weights, without the words for collections: ["functional", "batch_normalization_1"]. */
  readonly place: readonly string[];
  readonly eps: number | undefined;
  readonly momentum: number | undefined;
  readonly hasScale: boolean;
  readonly hasCenter: boolean;
}

/** What is read of a layer, a model, or the configuration of either; of any type, as a file may hold anything. */
interface Json {
  readonly class_name?: unknown;
  readonly config?: unknown;
  readonly name?: unknown;
  readonly layers?: unknown;
  readonly layer?: unknown;
  readonly epsilon?: unknown;
  readonly momentum?: unknown;
  readonly scale?: unknown;
  readonly center?: unknown;
}

const batchNormClass = /BatchNormalization(?:V\d)?$/;
/** Models in models in wrappers. */
const maximumDepth = 24;
const maximumLayers = 200_000;

/**
 * The batch norm layers that a configuration describes, those in nested models and wrappers (TimeDistributed, Bidirectional)
 * included, in the order of the layers.
 *
 * **Source**: Keras' saving library: `layers/<class in snake case>[_k]`, counted from 0 within a model, and a wrapper's `layer`;
 * in Keras 1 and early 2 the configuration of a Sequential is the list itself.
 *
 * @param text JSON of model_config or config.json
 * @returns none for what is no configuration
 */
export function batchNormConfigs(text: string): BatchNormConfig[] {
  const found: BatchNormConfig[] = [];
  const model = parse(text);
  if (model !== null) collectModel(model, { path: [], place: [] }, found);
  return found;
}

/** How long a text may be that is parsed: it takes several times as much memory. */
const maximumText = 33_554_432;

function parse(text: string): Json | null {
  if (text.length > maximumText) return null;
  try {
    return asObject(JSON.parse(text));
  } catch {
    // Not JSON, or nested deeper than the parser goes: the layers' weights are read without it.
    return null;
  }
}

interface Position {
  readonly path: readonly string[];
  readonly place: readonly string[];
}

function collectModel(model: Json, { path, place }: Position, found: BatchNormConfig[]): void {
  const layers = layersOf(model);
  const counts = new Map<string, number>();
  for (const layer of layers) {
    const className = snakeCase(textOf(layer.class_name));
    const count = counts.get(className) ?? 0;
    counts.set(className, count + 1);
    const segment = count === 0 ? className : `${className}_${count}`;
    const name = textOf(asObject(layer.config)?.name) || textOf(layer.name) || segment;
    collectLayer(layer, { path: [...path, name], place: [...place, segment] }, found);
  }
}

function collectLayer(layer: Json, position: Position, found: BatchNormConfig[]): void {
  if (position.place.length > maximumDepth || found.length > maximumLayers) return;
  const config = asObject(layer.config) ?? {};
  if (batchNormClass.test(textOf(layer.class_name))) {
    found.push({
      ...position,
      eps: numberOf(config.epsilon),
      momentum: numberOf(config.momentum),
      hasScale: isOn(config.scale),
      hasCenter: isOn(config.center),
    });
    return;
  }
  const wrapped = asObject(config.layer);
  if (wrapped === null) {
    collectModel(layer, position, found);
    return;
  }
  const inner = textOf(asObject(wrapped.config)?.name);
  const isModel = inner !== "" && layersOf(wrapped).length > 0;
  const path = isModel ? [...position.path, inner] : position.path;
  collectLayer(wrapped, { path, place: [...position.place, "layer"] }, found);
}

function layersOf(model: Json): Json[] {
  const { config } = model;
  const list = Array.isArray(config) ? config : asObject(config)?.layers;
  return Array.isArray(list) ? list.map(asObject).filter((layer) => layer !== null) : [];
}

/**
 * As Keras names a class in a path.
 *
 * **Source**: keras.utils.naming.to_snake_case.
 *
 * @example
 * snakeCase("BatchNormalization") // "batch_normalization"
 */
export function snakeCase(name: string): string {
  return name
    .replace(/^.*>/, "")
    .replaceAll(/\W+/g, "")
    .replaceAll(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

function asObject(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** `true`, or the number 1 of old files; absent means on. */
function isOn(value: unknown): boolean {
  return value === undefined || value === true || value === 1;
}

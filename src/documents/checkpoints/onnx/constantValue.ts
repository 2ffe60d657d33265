import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";
import type { CheckpointSource } from "../types.ts";
import type { Graph } from "./graph.ts";
import { readAttributes, readTensor, type AttributeRecord, type NodeRecord, type TensorRecord } from "./messages.ts";
import { roundTo } from "./rounding.ts";
import { tensorValues } from "./tensors.ts";
import type { WireReader } from "./wire.ts";

/** What is read from: the model's file and its neighbours. */
export interface OnnxFile {
  readonly wire: WireReader;
  readonly source: CheckpointSource;
  /** Values that may still be read for layers: thousands of nodes may name one long initializer. */
  valuesLeft: number;
  /** Names that may still be followed: of three inputs each, a short chain has millions of paths. */
  namesLeft: number;
}

/** 100 MB of values for all layers together. */
const maximumLayerValues = 12_582_912;
/** Four for each of the layers, and what stands behind them. */
const maximumNames = 100_000;

export function openOnnxFile(wire: WireReader, source: CheckpointSource): OnnxFile {
  return { wire, source, valuesLeft: maximumLayerValues, namesLeft: maximumNames };
}

/** What a name in a graph stands for. */
export type ConstantValue =
  | { readonly kind: "values"; readonly values: Float64Array; readonly shape: readonly number[] }
  /** An input of the model: its values come when it runs. */
  | { readonly kind: "input"; readonly shape: readonly number[] | null }
  /** Computed by the graph from what is not constant, or by an operator that is not followed; or there is no such name. */
  | { readonly kind: "computed" };

const computed: ConstantValue = { kind: "computed" };
/** Chains of Identity, Cast and the like are a few nodes long. */
const maximumSteps = 16;
/** Wider layers do not exist; 8 MB for each of their vectors. */
const maximumValues = 1_048_576;

/**
 * The values behind a name: an initializer, a Constant node, or either through operators that keep the values of a vector or are
 * simple to apply: Identity, Cast, the reshaping ones, ConstantOfShape and DequantizeLinear.
 *
 * @throws CheckpointError where the values are not in the file whole, or are too many
 */
export async function constantValue(
  file: OnnxFile,
  graph: Graph,
  name: string,
  steps = maximumSteps,
): Promise<ConstantValue> {
  if (--file.namesLeft < 0)
    throw new CheckpointError("TOO_LARGE", t("ONNX model requires shorter chains of constants"));
  for (let scope: Graph | null = graph; scope !== null; scope = scope.parent) {
    const initializer = scope.initializers.get(name);
    if (initializer !== undefined) return valuesOf(file, initializer);
    const node = scope.producers.get(name);
    if (node !== undefined) return steps === 0 ? computed : produced(file, scope, node, steps - 1);
    const shape = scope.inputs.get(name);
    if (shape !== undefined) return { kind: "input", shape };
  }
  return computed;
}

async function produced(file: OnnxFile, graph: Graph, node: NodeRecord, steps: number): Promise<ConstantValue> {
  const attributes = await readAttributes(file.wire, node);
  if (node.operator === "Constant") return constantNode(file, attributes);
  const input = await constantValue(file, graph, node.inputs[0] ?? "", steps);
  if (input.kind !== "values") return node.operator === "Identity" ? input : computed;
  switch (node.operator) {
    case "Cast":
      return { ...input, values: input.values.map(roundTo(attributes.get("to")?.int ?? 0)) };
    case "ConstantOfShape":
      return filled(file, input.values, attributes.get("value"));
    case "DequantizeLinear":
      return dequantized(file, graph, node, input.values, steps);
    case "Transpose":
      return input.shape.filter((length) => length !== 1).length > 1 ? computed : input;
    default:
      return input;
  }
}

async function constantNode(file: OnnxFile, attributes: ReadonlyMap<string, AttributeRecord>): Promise<ConstantValue> {
  const tensor = attributes.get("value")?.tensor;
  if (tensor) return valuesOf(file, await readTensor(file.wire, tensor));
  const floats = attributes.get("value_floats")?.floats ?? attributes.get("value_ints")?.ints;
  if (floats) return { kind: "values", values: Float64Array.from(floats), shape: [floats.length] };
  const number = attributes.get("value_float")?.float ?? attributes.get("value_int")?.int;
  return number === undefined || number === null
    ? computed
    : { kind: "values", values: Float64Array.of(number), shape: [] };
}

async function filled(
  file: OnnxFile,
  lengths: Float64Array,
  value: AttributeRecord | undefined,
): Promise<ConstantValue> {
  const shape = [...lengths];
  const numValues = takeValues(file, shape);
  const fill = value?.tensor ? await valuesOf(file, await readTensor(file.wire, value.tensor)) : null;
  const number = fill === null ? 0 : fill.kind === "values" ? fill.values[0] : NaN;
  return { kind: "values", values: new Float64Array(numValues).fill(number), shape };
}

/** y = (x − zero point) · scale in float32; scale and zero point one for all, or one a value. */
async function dequantized(
  file: OnnxFile,
  graph: Graph,
  node: NodeRecord,
  values: Float64Array,
  steps: number,
): Promise<ConstantValue> {
  const [, scaleName, zeroName = ""] = node.inputs;
  const scale = await constantValue(file, graph, scaleName, steps);
  const zero: ConstantValue =
    zeroName === ""
      ? { kind: "values", values: Float64Array.of(0), shape: [] }
      : await constantValue(file, graph, zeroName, steps);
  if (scale.kind !== "values" || zero.kind !== "values") return computed;
  const fits = [scale, zero].every((part) => part.values.length === 1 || part.values.length === values.length);
  if (!fits) return computed;
  const at = (part: Float64Array, i: number): number => (part.length === 1 ? part[0] : part[i]);
  const results = values.map((value, i) => Math.fround((value - at(zero.values, i)) * at(scale.values, i)));
  return { kind: "values", values: results, shape: [values.length] };
}

async function valuesOf(file: OnnxFile, tensor: TensorRecord): Promise<ConstantValue> {
  const shape = tensor.shape ?? [];
  takeValues(file, shape);
  return { kind: "values", values: await tensorValues(file.wire, file.source, tensor), shape };
}

/** Number of values of a shape, which are taken from what is left. */
function takeValues(file: OnnxFile, shape: readonly number[]): number {
  const size = shape.reduce((product, length) => product * length, 1);
  if (!(size >= 0 && size <= maximumValues)) {
    throw new CheckpointError("TOO_LARGE", t("batch norm requires at most {0} channels, got {1}", maximumValues, size));
  }
  file.valuesLeft -= size;
  if (file.valuesLeft < 0) {
    throw new CheckpointError("TOO_LARGE", t("batch norm requires at most {0} values in all", maximumLayerValues));
  }
  return size;
}

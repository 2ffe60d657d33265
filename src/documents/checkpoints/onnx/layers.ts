import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";
import { frameworkDefaults } from "../layers/conventions.ts";
import type { CheckpointLayer, CheckpointNotice, Given, ReadingControl } from "../types.ts";
import { constantValue, type ConstantValue, type OnnxFile } from "./constantValue.ts";
import type { Graph } from "./graph.ts";
import { layerNameOf } from "./layerName.ts";
import { readAttributes, type AttributeRecord, type NodeRecord } from "./messages.ts";
import { noticesOf, type LayerRemark } from "./notices.ts";
import { shortestFloat32 } from "./rounding.ts";

/** **Source**: ONNX operators, BatchNormalization: what an absent attribute means. */
const defaults = frameworkDefaults("onnx");
const trainingModeOpset = 14;
const isTestOpset = 7;
const numParameters = 4;

/** A node that normalizes, in its graph. */
interface BatchNormNode {
  readonly graph: Graph;
  readonly node: NodeRecord;
}

/**
 * The batch norm layers of a model in the order of its nodes. Nodes that name the same four parameters are one layer that is
 * called several times.
 *
 * @throws CheckpointError CANCELLED, BROKEN, TOO_LARGE; what is wrong with one layer's values becomes a notice
 */
export async function readLayers(
  file: OnnxFile,
  graphs: readonly Graph[],
  opset: number,
  control: ReadingControl | null,
): Promise<{ layers: CheckpointLayer[]; notices: CheckpointNotice[] }> {
  const groups = groupByParameters(graphs);
  const layers: CheckpointLayer[] = [];
  const remarks: LayerRemark[] = [];
  const names = new Map<string, number>();
  for (const { graph, node, numCalls } of groups) {
    if (control?.isCancelled()) throw new CheckpointError("CANCELLED", t("reading was cancelled"));
    const name = uniqueName(layerNameOf(parametersOf(node), node.name, node.outputs[0] ?? ""), names);
    if (numCalls > 1) remarks.push({ about: "shared", layer: name, numCalls });
    const remark = (about: LayerRemark): number => remarks.push(about);
    layers.push(await readLayer(file, { graph, node }, { name, opset, remark }));
    control?.onLayer(layers.length, groups.length);
  }
  return { layers, notices: noticesOf(remarks) };
}

function groupByParameters(graphs: readonly Graph[]) {
  const groups = new Map<string, BatchNormNode & { numCalls: number }>();
  graphs.forEach((graph, index) => {
    for (const [at, node] of graph.batchNorms.entries()) {
      const parameters = parametersOf(node);
      const isNamed = parameters.length === numParameters && parameters.every((name) => name !== "");
      const key = JSON.stringify(isNamed ? [index, ...parameters] : [index, at]);
      const group = groups.get(key);
      if (group) group.numCalls++;
      else groups.set(key, { graph, node, numCalls: 1 });
    }
  });
  return [...groups.values()];
}

/** Names of γ, β, mean and variance. */
function parametersOf(node: NodeRecord): readonly string[] {
  return node.inputs.slice(1, 1 + numParameters);
}

/** A name that no layer before has: "bn", "bn#2", … */
function uniqueName(name: string, taken: Map<string, number>): string {
  const count = (taken.get(name) ?? 0) + 1;
  taken.set(name, count);
  return count === 1 ? name : uniqueName(`${name}#${count}`, taken);
}

async function readLayer(
  file: OnnxFile,
  { graph, node }: BatchNormNode,
  { name, opset, remark }: { name: string; opset: number; remark: (remark: LayerRemark) => void },
): Promise<CheckpointLayer> {
  const shapes: (readonly number[] | null)[] = [];
  const vectors: (Float64Array | null)[] = [];
  for (const parameter of parametersOf(node)) {
    const value = await readParameter(file, graph, parameter);
    vectors.push(value.kind === "values" ? value.values : null);
    shapes.push(value.kind === "values" || value.kind === "input" ? value.shape : null);
    if (value.kind === "fault") remark({ about: "fault", layer: name, fault: value.fault });
    else if (value.kind !== "values") remark({ about: value.kind, layer: name });
  }
  const attributes = await readAttributes(file.wire, node);
  const training = trainingOf(node, attributes, opset);
  if (training === true) remark({ about: "training", layer: name });
  if (attributes.get("spatial")?.int === 0) remark({ about: "perActivation", layer: name });
  const [gamma = null, beta = null, runningMean = null, runningVar = null] = vectors;
  return {
    name,
    part: "",
    numFeatures: numFeaturesOf(vectors, shapes),
    gamma,
    beta,
    runningMean,
    runningVar,
    eps: given(attributes.get("epsilon"), defaults.eps),
    momentum: given(attributes.get("momentum"), defaults.momentum),
    training,
    numBatchesTracked: null,
    runningVariance: defaults.runningVariance,
  };
}

async function readParameter(
  file: OnnxFile,
  graph: Graph,
  name: string,
): Promise<ConstantValue | { readonly kind: "fault"; readonly fault: string }> {
  try {
    return await constantValue(file, graph, name);
  } catch (error) {
    if (error instanceof CheckpointError) return { kind: "fault", fault: error.message };
    throw error;
  }
}

function numFeaturesOf(
  vectors: readonly (Float64Array | null)[],
  shapes: readonly (readonly number[] | null)[],
): number {
  const [, , mean, variance] = vectors;
  const vector = mean ?? variance ?? vectors.find((values) => values !== null);
  if (vector) return vector.length;
  const shape = shapes.find((lengths) => lengths !== null);
  const numFeatures = shape?.reduce((product, length) => product * length, 1) ?? 0;
  return Number.isSafeInteger(numFeatures) ? numFeatures : 0;
}

/**
 * Whether a node trains: by `is_test` up to opset 6, by five outputs up to 13, by `training_mode` from 14 on; null where nothing is
 * said, as exporters leave the attribute out for evaluation, and so do models whose nodes are to be trained.
 */
function trainingOf(node: NodeRecord, attributes: ReadonlyMap<string, AttributeRecord>, opset: number): boolean | null {
  const mode = attributes.get("training_mode")?.int ?? null;
  if (mode !== null) return mode !== 0;
  const isTest = attributes.get("is_test")?.int ?? null;
  if (opset < isTestOpset && isTest !== null) return isTest === 0;
  const givesStatistics = node.outputs.filter((name) => name !== "").length > 1;
  return opset < trainingModeOpset && givesStatistics ? true : null;
}

function given(attribute: AttributeRecord | undefined, byDefault: number): Given<number> {
  const number = attribute?.float ?? null;
  return number === null ? { value: byDefault, isAssumed: true } : { value: shortestFloat32(number), isAssumed: false };
}

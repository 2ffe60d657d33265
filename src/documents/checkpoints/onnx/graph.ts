import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";
import { readNode, readTensor, type NodeRecord, type TensorRecord } from "./messages.ts";
import { readNumbers } from "./numbers.ts";
import type { MessageRange, WireReader } from "./wire.ts";

/** A graph of the model with what its batch norm layers can take their numbers from. */
export interface Graph {
  /** The graph whose node holds this one, and whose values it may name; null for the model's own. */
  readonly parent: Graph | null;
  readonly depth: number;
  readonly initializers: ReadonlyMap<string, TensorRecord>;
  /** Nodes that give a value without computing on data, by the name of what they give. */
  readonly producers: ReadonlyMap<string, NodeRecord>;
  /** Shapes of the inputs by name; null for one that does not say or leaves an axis open. */
  readonly inputs: ReadonlyMap<string, readonly number[] | null>;
  readonly batchNorms: readonly NodeRecord[];
  readonly convolutions: readonly NodeRecord[];
}

/** Operators that `constantValue` follows. */
export const passingOperators: ReadonlySet<string> = new Set([
  "Constant",
  "ConstantOfShape",
  "Identity",
  "Cast",
  "Reshape",
  "Flatten",
  "Squeeze",
  "Unsqueeze",
  "Transpose",
  "DequantizeLinear",
]);

const convolutionOperators = new Set(["Conv", "ConvTranspose"]);
/** Models nest loops and branches two or three deep. */
const maximumDepth = 32;
const maximumRecords = 200_000;
const maximumLayers = 10_000;
const maximumGraphs = 2000;

/**
 * Reads all graphs of a model, the outer ones first: the bodies of If, Loop and Scan are walked from a list, not by recursion, as
 * a file can nest them by the thousands.
 *
 * @throws CheckpointError BROKEN, TRUNCATED, TOO_LARGE
 */
export async function readGraphs(wire: WireReader, range: MessageRange): Promise<Graph[]> {
  const graphs: Graph[] = [];
  const waiting: { range: MessageRange; parent: Graph | null }[] = [{ range, parent: null }];
  let numRecords = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { graph, bodies, numNodes } = await readGraph(wire, next.range, next.parent);
    graphs.push(graph);
    numRecords += numNodes;
    checkLimits(numRecords, graph);
    if (graph.depth > maximumDepth || graphs.length + waiting.length > maximumGraphs) {
      throw new CheckpointError("TOO_LARGE", t("ONNX model requires at most {0} nested graphs", maximumDepth));
    }
    for (const body of bodies) waiting.push({ range: body, parent: graph });
  }
  return graphs;
}

async function readGraph(wire: WireReader, range: MessageRange, parent: Graph | null) {
  const depth = parent === null ? 0 : parent.depth + 1;
  const graph = {
    ...{ parent, depth },
    initializers: new Map<string, TensorRecord>(),
    producers: new Map<string, NodeRecord>(),
    inputs: new Map<string, readonly number[] | null>(),
    batchNorms: new Array<NodeRecord>(),
    convolutions: new Array<NodeRecord>(),
  };
  const bodies: MessageRange[] = [];
  let numNodes = 0;
  for await (const run of wire.runs(range)) {
    for (const field of run) {
      if (field.number === 1) {
        const node = await readNode(wire, field);
        numNodes++;
        if (node.operator === "BatchNormalization") graph.batchNorms.push(node);
        else if (convolutionOperators.has(node.operator)) graph.convolutions.push(node);
        else if (passingOperators.has(node.operator)) for (const name of node.outputs) graph.producers.set(name, node);
        else bodies.push(...(await bodiesOf(wire, node)));
      } else if (field.number === 5) {
        const tensor = await readTensor(wire, field);
        graph.initializers.set(tensor.name, tensor);
      } else if (field.number === 11) {
        const { name, shape } = await readValueInfo(wire, field);
        graph.inputs.set(name, shape);
      }
      checkLimits(numNodes, graph);
    }
  }
  return { graph, bodies, numNodes };
}

function checkLimits(numNodes: number, { initializers, batchNorms }: Graph): void {
  if (numNodes + initializers.size > maximumRecords || batchNorms.length > maximumLayers) {
    throw new CheckpointError("TOO_LARGE", t("ONNX model requires at most {0} nodes", maximumRecords));
  }
}

async function bodiesOf(wire: WireReader, node: NodeRecord): Promise<MessageRange[]> {
  const bodies: MessageRange[] = [];
  for (const attribute of node.attributes) {
    for (const field of await wire.fields(attribute)) {
      if (field.type === "bytes" && (field.number === 6 || field.number === 11)) bodies.push(field);
    }
  }
  return bodies;
}

/** **Source**: onnx.proto, ValueInfoProto: name 1, type 2 → tensor_type 1 → shape 2 → dim 1 → dim_value 1. */
async function readValueInfo(wire: WireReader, range: MessageRange) {
  let name = "";
  let shape: number[] | null = null;
  for (const field of await wire.fields(range)) {
    if (field.number === 1) name = await wire.text(field);
    if (field.number === 2) shape = await readTypeShape(wire, field);
  }
  return { name, shape };
}

async function readTypeShape(wire: WireReader, range: MessageRange): Promise<number[] | null> {
  for (const type of await wire.fields(range)) {
    if (type.number !== 1 || type.type !== "bytes") continue;
    for (const field of await wire.fields(type)) {
      if (field.number !== 2 || field.type !== "bytes") continue;
      const lengths: number[] = [];
      for (const dimension of await wire.fields(field)) {
        if (dimension.number === 1 && dimension.type === "bytes") lengths.push(await readLength(wire, dimension));
      }
      return lengths.includes(0) ? null : lengths;
    }
  }
  return null;
}

/** 0 where the length is open. */
async function readLength(wire: WireReader, range: MessageRange): Promise<number> {
  for (const field of await wire.fields(range)) {
    if (field.number === 1) return Math.max(0, (await readNumbers(wire, [field], "int64"))[0]);
  }
  return 0;
}

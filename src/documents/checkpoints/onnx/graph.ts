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
const maximumRecords = 400_000;

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
    numRecords += numNodes + graph.initializers.size;
    if (graph.depth > maximumDepth || numRecords > maximumRecords) {
      throw new CheckpointError("TOO_LARGE", t("ONNX model requires at most {0} nested graphs", maximumDepth));
    }
    for (const body of bodies) waiting.push({ range: body, parent: graph });
  }
  return graphs;
}

async function readGraph(wire: WireReader, range: MessageRange, parent: Graph | null) {
  const initializers = new Map<string, TensorRecord>();
  const producers = new Map<string, NodeRecord>();
  const inputs = new Map<string, readonly number[] | null>();
  const batchNorms: NodeRecord[] = [];
  const convolutions: NodeRecord[] = [];
  const bodies: MessageRange[] = [];
  let numNodes = 0;
  for await (const field of wire.fields(range)) {
    if (field.number === 5) {
      const tensor = await readTensor(wire, field);
      initializers.set(tensor.name, tensor);
    } else if (field.number === 11) {
      const { name, shape } = await readValueInfo(wire, field);
      inputs.set(name, shape);
    } else if (field.number === 1) {
      const node = await readNode(wire, field);
      if (node.operator === "BatchNormalization") batchNorms.push(node);
      else if (convolutionOperators.has(node.operator)) convolutions.push(node);
      else if (passingOperators.has(node.operator)) for (const name of node.outputs) producers.set(name, node);
      else bodies.push(...(await bodiesOf(wire, node)));
      numNodes++;
      checkNumber(numNodes + initializers.size);
    }
  }
  const depth = parent === null ? 0 : parent.depth + 1;
  return { graph: { parent, depth, initializers, producers, inputs, batchNorms, convolutions }, bodies, numNodes };
}

function checkNumber(numRecords: number): void {
  if (numRecords > maximumRecords) {
    throw new CheckpointError("TOO_LARGE", t("ONNX model requires at most {0} nodes", maximumRecords));
  }
}

async function bodiesOf(wire: WireReader, node: NodeRecord): Promise<MessageRange[]> {
  const bodies: MessageRange[] = [];
  for (const attribute of node.attributes) {
    for await (const field of wire.fields(attribute)) {
      if (field.type === "bytes" && (field.number === 6 || field.number === 11)) bodies.push(field);
    }
  }
  return bodies;
}

/** **Source**: onnx.proto, ValueInfoProto: name 1, type 2 → tensor_type 1 → shape 2 → dim 1 → dim_value 1. */
async function readValueInfo(wire: WireReader, range: MessageRange) {
  let name = "";
  let shape: number[] | null = null;
  for await (const field of wire.fields(range)) {
    if (field.number === 1) name = await wire.text(field);
    if (field.number === 2) shape = await readTypeShape(wire, field);
  }
  return { name, shape };
}

async function readTypeShape(wire: WireReader, range: MessageRange): Promise<number[] | null> {
  for await (const type of wire.fields(range)) {
    if (type.number !== 1 || type.type !== "bytes") continue;
    for await (const field of wire.fields(type)) {
      if (field.number !== 2 || field.type !== "bytes") continue;
      const lengths: number[] = [];
      for await (const dimension of wire.fields(field)) {
        if (dimension.number === 1 && dimension.type === "bytes") lengths.push(await readLength(wire, dimension));
      }
      return lengths.includes(0) ? null : lengths;
    }
  }
  return null;
}

/** 0 where the length is open. */
async function readLength(wire: WireReader, range: MessageRange): Promise<number> {
  for await (const field of wire.fields(range)) {
    if (field.number === 1) return Math.max(0, (await readNumbers(wire, [field], "int64"))[0]);
  }
  return 0;
}

import { t } from "@vscode/l10n";
import { inBlocks } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import type { Checkpoint, CheckpointNotice, CheckpointSource, CheckpointTensor, ReadingControl } from "../types.ts";
import { openOnnxFile, type OnnxFile } from "./constantValue.ts";
import { readGraphs, type Graph } from "./graph.ts";
import { readLayers } from "./layers.ts";
import { foldNotice } from "./notices.ts";
import { dataTypeName, tensorValues } from "./tensors.ts";
import { WireReader, type MessageRange } from "./wire.ts";

interface Model {
  readonly graph: MessageRange;
  readonly opset: number;
}

/** PyTorch names a weight so that it changed on export: it multiplied a batch norm into it. */
const rewrittenWeight = /^onnx::Conv_\d+$/;

/**
 * Reads the batch norm layers of an ONNX model: BatchNormalization of every opset, with values from initializers, constants and
 * files in the same folder. Weights are stepped over.
 *
 * **Source**: onnx.proto and the operator specifications of ONNX.
 *
 * @throws CheckpointError NOT_A_CHECKPOINT, BROKEN, TRUNCATED, TOO_LARGE, CANCELLED
 */
export async function readOnnx(source: CheckpointSource, control: ReadingControl | null): Promise<Checkpoint> {
  const wire = new WireReader(inBlocks(source.bytes));
  const file = openOnnxFile(wire, source);
  const model = await readModel(wire);
  const graphs = await readGraphs(wire, model.graph);
  const { layers, notices } = await readLayers(file, graphs, model.opset, control);
  return {
    format: "onnx",
    framework: "onnx",
    parts: layers.length === 0 ? [] : [{ name: "", numLayers: layers.length }],
    tensors: graphs.flatMap((graph) => tensorsOf(file, graph)),
    layers,
    notices: [...notices, ...foldNotices(graphs, layers.length)],
  };
}

/** **Source**: onnx.proto, ModelProto. The opset stands behind the graph. */
async function readModel(wire: WireReader): Promise<Model> {
  let graph: MessageRange | null = null;
  let opset = 1;
  for (const field of await wire.fields({ start: 0, end: wire.bytes.byteLength })) {
    if (field.number === 7 && field.type === "bytes") graph = field;
    if (field.number === 8 && field.type === "bytes") opset = (await readOpset(wire, field)) ?? opset;
  }
  if (graph === null) throw new CheckpointError("NOT_A_CHECKPOINT", t("ONNX model requires a graph, got none"));
  return { graph, opset };
}

/** The version of ONNX's own operators; null where the entry is of another domain. */
async function readOpset(wire: WireReader, range: MessageRange): Promise<number | null> {
  let domain = "";
  let version: number | null = null;
  for (const field of await wire.fields(range)) {
    if (field.number === 1) domain = await wire.text(field);
    if (field.number === 2) version = field.value;
  }
  return domain === "" || domain === "ai.onnx" ? version : null;
}

function tensorsOf({ wire, source }: OnnxFile, graph: Graph): CheckpointTensor[] {
  return [...graph.initializers.values()].map((tensor) => ({
    name: tensor.name,
    part: "",
    shape: tensor.shape ?? [],
    dtype: dataTypeName(tensor.dataType),
    read: () => tensorValues(wire, source, tensor),
  }));
}

function foldNotices(graphs: readonly Graph[], numLayers: number): CheckpointNotice[] {
  const convolutions = graphs.flatMap((graph) => graph.convolutions);
  const numRewritten = convolutions.filter(({ inputs }) => inputs.length > 2 && rewrittenWeight.test(inputs[1])).length;
  const notice = foldNotice(numRewritten, convolutions.length, numLayers);
  return notice === null ? [] : [notice];
}

import { type MessageRange, type WireField, type WireReader } from "./wire.ts";
import { readNumbers } from "./numbers.ts";

/** A TensorProto whose values are located, not read. */
export interface TensorRecord {
  readonly name: string;
  /** Null where they are not lengths. */
  readonly shape: readonly number[] | null;
  readonly dataType: number;
  readonly raw: MessageRange | null;
  /** The runs of float_data, int32_data, int64_data, double_data and uint64_data, packed or one by one. */
  readonly typed: readonly WireField[];
  /** The entries of external_data where data_location says EXTERNAL. */
  readonly external: ReadonlyMap<string, string> | null;
}

/** A NodeProto. Its attributes are located, not read. */
export interface NodeRecord {
  readonly name: string;
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly MessageRange[];
}

/** An AttributeProto. What has not its type is null. */
export interface AttributeRecord {
  readonly name: string;
  readonly float: number | null;
  readonly int: number | null;
  readonly tensor: MessageRange | null;
  readonly graphs: readonly MessageRange[];
  readonly floats: readonly number[];
  readonly ints: readonly number[];
}

const typedFields = new Set([4, 5, 7, 10, 11]);
const externalLocation = 1;

/** **Source**: onnx.proto, TensorProto. */
export async function readTensor(wire: WireReader, range: MessageRange): Promise<TensorRecord> {
  const shape: number[] = [];
  const typed: WireField[] = [];
  const external = new Map<string, string>();
  let name = "";
  let dataType = 0;
  let raw: MessageRange | null = null;
  let isExternal = false;
  for (const field of await wire.fields(range)) {
    if (field.number === 1) shape.push(...(await readNumbers(wire, [field], "int64")));
    else if (field.number === 2) dataType = field.value;
    else if (field.number === 8) name = await wire.text(field);
    else if (field.number === 9) raw = field;
    else if (field.number === 14) isExternal = field.value === externalLocation;
    else if (field.number === 13) await readEntry(wire, field, external);
    else if (typedFields.has(field.number)) typed.push(field);
  }
  const isShape = shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  return { name, shape: isShape ? shape : null, dataType, raw, typed, external: isExternal ? external : null };
}

async function readEntry(wire: WireReader, range: MessageRange, entries: Map<string, string>): Promise<void> {
  let key = "";
  let value = "";
  for (const field of await wire.fields(range)) {
    if (field.number === 1) key = await wire.text(field);
    if (field.number === 2) value = await wire.text(field);
  }
  entries.set(key, value);
}

/** **Source**: onnx.proto, NodeProto. An operator of another domain than ONNX's own has that before its name. */
export async function readNode(wire: WireReader, range: MessageRange): Promise<NodeRecord> {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: MessageRange[] = [];
  let name = "";
  let type = "";
  let domain = "";
  for (const field of await wire.fields(range)) {
    if (field.number === 1) inputs.push(await wire.text(field));
    else if (field.number === 2) outputs.push(await wire.text(field));
    else if (field.number === 3) name = await wire.text(field);
    else if (field.number === 4) type = await wire.text(field);
    else if (field.number === 5) attributes.push(field);
    else if (field.number === 7) domain = await wire.text(field);
  }
  const isOwn = domain === "" || domain === "ai.onnx";
  return { name, operator: isOwn ? type : `${domain}.${type}`, inputs, outputs, attributes };
}

/** **Source**: onnx.proto, AttributeProto. */
export async function readAttribute(wire: WireReader, range: MessageRange): Promise<AttributeRecord> {
  const floats: WireField[] = [];
  const ints: WireField[] = [];
  const graphs: MessageRange[] = [];
  let name = "";
  let float: number | null = null;
  let int: number | null = null;
  let tensor: MessageRange | null = null;
  for (const field of await wire.fields(range)) {
    if (field.number === 1) name = await wire.text(field);
    else if (field.number === 2) [float] = await readNumbers(wire, [field], "float32");
    else if (field.number === 3) int = field.value;
    else if (field.number === 5) tensor = field;
    else if (field.number === 6 || field.number === 11) graphs.push(field);
    else if (field.number === 7) floats.push(field);
    else if (field.number === 8) ints.push(field);
  }
  return {
    name,
    float,
    int,
    tensor,
    graphs,
    floats: [...(await readNumbers(wire, floats, "float32"))],
    ints: [...(await readNumbers(wire, ints, "int64"))],
  };
}

/** A node's attributes by name. */
export async function readAttributes(
  wire: WireReader,
  node: NodeRecord,
): Promise<ReadonlyMap<string, AttributeRecord>> {
  const attributes = new Map<string, AttributeRecord>();
  for (const range of node.attributes) {
    const attribute = await readAttribute(wire, range);
    attributes.set(attribute.name, attribute);
  }
  return attributes;
}

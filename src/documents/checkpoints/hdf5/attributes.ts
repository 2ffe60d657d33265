import { broken, type Cursor } from "./cursor.ts";
import { readDataspace, readDatatype, type Datatype } from "./datatype.ts";
import { readDense } from "./heap/dense.ts";
import { messageType, type HeaderMessage } from "./objectHeader.ts";
import type { Storage } from "./storage.ts";

/** An attribute whose value is located, not decoded. */
export interface Hdf5Attribute {
  readonly datatype: Datatype;
  readonly numElements: number;
  readonly data: Cursor;
}

/**
 * The attributes of an object, by name.
 *
 * **Source**: HDF5 File Format Specification, IV.A.2.m, versions 1 to 3.
 *
 * @throws CheckpointError BROKEN, TRUNCATED, UNSUPPORTED
 */
export async function readAttributes(
  storage: Storage,
  messages: readonly HeaderMessage[],
): Promise<Map<string, Hdf5Attribute>> {
  const attributes = new Map<string, Hdf5Attribute>();
  for (const { type, cursor } of messages) {
    if (type === messageType.attributeInfo) {
      for (const each of await readDense(storage, cursor, "attributes")) readAttribute(each, attributes);
    }
    if (type === messageType.attribute) readAttribute(cursor, attributes);
  }
  return attributes;
}

function readAttribute(cursor: Cursor, attributes: Map<string, Hdf5Attribute>): void {
  const version = cursor.uint(1);
  if (version < 1 || version > 3) throw broken();
  const flags = cursor.uint(1);
  const [nameLength, typeLength, spaceLength] = [cursor.uint(2), cursor.uint(2), cursor.uint(2)];
  cursor.skip(version === 3 ? 1 : 0);
  // The first version pads each part to eight bytes.
  const padded = (length: number): number => (version === 1 ? Math.ceil(length / 8) * 8 : length);
  const name = cursor.part(padded(nameLength)).text(nameLength);
  const typePart = cursor.part(padded(typeLength));
  const space = cursor.part(padded(spaceLength));
  // A type that is shared stands elsewhere: such an attribute is none of Keras's.
  if (version > 1 && (flags & 1) !== 0) return;
  const datatype = readDatatype(typePart);
  const numElements = readDataspace(space).reduce((product, length) => product * length, 1);
  attributes.set(name, { datatype, numElements, data: cursor });
}

import { zipSync } from "fflate";

/** A piece of a pickle of protocol 2, by hand: what no torch writes can be written so. */
export type Piece = Uint8Array;

const encoder = new TextEncoder();

export function join(...pieces: readonly Piece[]): Piece {
  const result = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    result.set(piece, offset);
    offset += piece.length;
  }
  return result;
}

export const bytes = (...values: readonly number[]): Piece => Uint8Array.from(values);
/** Opcodes that are letters: "}" or "tR". */
export const code = (text: string): Piece => Uint8Array.from(text, (character) => character.charCodeAt(0));

function uint32(value: number): Piece {
  const piece = new Uint8Array(4);
  new DataView(piece.buffer).setUint32(0, value, true);
  return piece;
}

export function text(value: string): Piece {
  const utf8 = encoder.encode(value);
  return join(code("X"), uint32(utf8.length), utf8);
}

/** Bytes as protocol 3 writes them. */
export const rawBytes = (value: Uint8Array): Piece => join(code("B"), uint32(value.length), value);

/** A whole number of 32 bits. */
export const whole = (value: number): Piece => join(code("J"), uint32(value >>> 0));

export function float(value: number): Piece {
  const piece = new Uint8Array(8);
  new DataView(piece.buffer).setFloat64(0, value, false);
  return join(code("G"), piece);
}

export const none = code("N");
export const yes = bytes(0x88);
export const no = bytes(0x89);
export const global = (module: string, name: string): Piece => code(`c${module}\n${name}\n`);
export const tuple = (...items: readonly Piece[]): Piece => join(code("("), ...items, code("t"));
export const list = (...items: readonly Piece[]): Piece => join(code("]("), ...items, code("e"));
export const call = (callable: Piece, ...args: readonly Piece[]): Piece => join(callable, tuple(...args), code("R"));
export const object = (callable: Piece, state: Piece): Piece =>
  join(callable, code(")"), bytes(0x81), state, code("b"));

export function dict(entries: Readonly<Record<string, Piece>>): Piece {
  const items = Object.entries(entries).map(([key, value]) => join(text(key), value));
  return join(code("}("), ...items, code("u"));
}

export const pickle = (value: Piece, protocol = 2): Piece => join(bytes(0x80, protocol), value, code("."));

export function storage(key: string, numElements: number, kind = "FloatStorage", module = "torch"): Piece {
  const id = tuple(text("storage"), global(module, kind), text(key), text("cpu"), whole(numElements));
  return join(id, code("Q"));
}

const hooks = call(global("collections", "OrderedDict"));

/** (storage, offset, size, stride, requires grad, hooks) of a contiguous list. */
export function tensorArgs(from: Piece, length: number, offset = 0): Piece[] {
  return [from, whole(offset), tuple(whole(length)), tuple(whole(1)), no, hooks];
}

export function tensor(key: string, length: number, kind?: string): Piece {
  return call(global("torch._utils", "_rebuild_tensor_v2"), ...tensorArgs(storage(key, length, kind), length));
}

export const floats = (...values: readonly number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

/** Four channels: γ 1…4, β 0, mean 0.5, variance 1. */
export const layerStorages = {
  "0": floats(1, 2, 3, 4),
  "1": floats(0, 0, 0, 0),
  "2": floats(0.5, 0.5, 0.5, 0.5),
  "3": floats(1, 1, 1, 1),
};

/** The tensors of those storages, under PyTorch's names. */
export const layerTensors = {
  weight: tensor("0", 4),
  bias: tensor("1", 4),
  running_mean: tensor("2", 4),
  running_var: tensor("3", 4),
};

/** Names with their layer before them. */
export function prefixed(
  prefix: string,
  tensors: Readonly<Record<string, Piece>> = layerTensors,
): Record<string, Piece> {
  return Object.fromEntries(Object.entries(tensors).map(([name, piece]) => [`${prefix}.${name}`, piece]));
}

export interface ZipPieces {
  readonly storages?: Readonly<Record<string, Uint8Array>>;
  /** Entries beside them, by full name. */
  readonly entries?: Readonly<Record<string, Uint8Array>>;
  readonly level?: 0 | 6;
}

/** A file of torch.save whose object is `value`. */
export function torchZip(
  value: Piece,
  { storages = layerStorages, entries = {}, level = 0 }: ZipPieces = {},
): Uint8Array {
  const data = Object.entries(storages).map(([key, content]) => [`archive/data/${key}`, content] as const);
  const files = { "archive/data.pkl": pickle(value), ...Object.fromEntries(data), "archive/version": code("3\n") };
  return zipSync({ ...files, ...entries }, { level });
}

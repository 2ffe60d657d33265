import { decodeElements, elementTypes, type ElementType } from "../../../arrays/elementTypes.ts";
import { fortranToRowMajor } from "../../../arrays/fortranOrder.ts";
import type { Builder } from "../machine.ts";
import { PickleBytes } from "../pickleBytes.ts";
import { elementCount, notReal, TensorLike } from "../search/tensorLike.ts";
import {
  Built,
  PickleDict,
  PickleGlobal,
  tupleItems,
  wholeNumbers,
  type BytesBehind,
  type PickleValue,
} from "../values.ts";

/** NumPy's kind and bytes → the name of the type. */
const typeNames: ReadonlyMap<string, keyof typeof elementTypes> = new Map([
  ...(["b1", "?"] as const).map((code) => [code, "bool"] as const),
  ...([1, 2, 4, 8] as const).map((bytes) => [`i${bytes}`, `int${(bytes * 8) as 8 | 16 | 32 | 64}`] as const),
  ...([1, 2, 4, 8] as const).map((bytes) => [`u${bytes}`, `uint${(bytes * 8) as 8 | 16 | 32 | 64}`] as const),
  ...([2, 4, 8] as const).map((bytes) => [`f${bytes}`, `float${(bytes * 8) as 16 | 32 | 64}`] as const),
  ["bfloat16", "bfloat16"],
]);

/** numpy.dtype: its name is known at once, its byte order by BUILD. */
export class NumpyType extends Built {
  /** "float32"; as the file has it where it is no type of real numbers. */
  readonly name: string;
  readonly elements: ElementType | null;
  littleEndian = true;

  constructor(code: string) {
    super();
    const plain = code.replace(/^[<>=|]/, "");
    const name = typeNames.get(plain);
    this.name = name ?? plain;
    this.elements = name === undefined ? null : elementTypes[name];
    this.littleEndian = !code.startsWith(">");
  }

  /** (version, byte order, …) */
  override build(state: PickleValue): void {
    if (tupleItems(state)?.[1] === ">") this.littleEndian = false;
  }
}

/** The bytes of an array, with what they mean. */
export abstract class ArrayContent extends TensorLike {
  shape: readonly number[] = [0];
  isFortran = false;
  type: NumpyType | null = null;
  content: PickleBytes | null = null;

  get dtype(): string {
    return this.type?.name ?? "object";
  }

  fill(shape: PickleValue, type: PickleValue, isFortran: boolean, content: PickleValue): void {
    this.shape = wholeNumbers(shape) ?? [0];
    this.type = type instanceof NumpyType ? type : null;
    this.isFortran = isFortran;
    // Python 2 writes bytes as a text of the same characters.
    const bytes = typeof content === "string" ? PickleBytes.ofText(content) : content;
    this.content = bytes instanceof PickleBytes ? bytes : null;
  }

  override async read(): Promise<Float64Array> {
    const elements = this.type?.elements ?? null;
    if (this.type === null || elements === null || this.content === null) {
      throw notReal(this.dtype);
    }
    const bytes = await this.content.range(0, elementCount(this.shape) * elements.bytes);
    const values = decodeElements(bytes, elements, this.type.littleEndian);
    return this.isFortran ? fortranToRowMajor(values, this.shape) : values;
  }
}

/** numpy.ndarray, and the numbers of numpy, which are arrays without axes. */
class NumpyArray extends ArrayContent {
  /** (version, shape, dtype, is Fortran, bytes) */
  override build(state: PickleValue): void {
    const [, shape, type, isFortran, content] = tupleItems(state) ?? [];
    this.fill(shape ?? null, type ?? null, isFortran === true, content ?? null);
  }
}

/**
 * joblib's array: BUILD gives its shape and type, and its bytes follow in the file itself.
 *
 * **Source**: joblib's numpy_pickle.NumpyArrayWrapper.read_array.
 */
class JoblibArray extends ArrayContent {
  override async build(state: PickleValue, behind: BytesBehind): Promise<void> {
    if (!(state instanceof PickleDict)) return;
    const get = (key: string): PickleValue => state.get(key);
    const type = get("dtype");
    const shape = wholeNumbers(get("shape"));
    if (!(type instanceof NumpyType) || type.elements === null || shape === null) {
      throw notReal(this.dtype);
    }
    if (get("numpy_array_alignment_bytes") !== null) behind.takeBytes(await behind.readByte());
    const content = behind.takeBytes(elementCount(shape) * type.elements.bytes);
    this.fill(get("shape"), type, get("order") === "F", content);
  }
}

const array: Builder = () => new NumpyArray();

/** (dtype, bytes) */
const scalar: Builder = ([type, content]) => {
  if (!(type instanceof NumpyType) || content === undefined) return undefined;
  const result = new NumpyArray();
  result.fill(null, type, false, content);
  result.shape = [];
  return result;
};

/** (buffer, dtype, shape, order) */
const fromBuffer: Builder = ([content, type, shape, order]) => {
  if (content === undefined || type === undefined || shape === undefined) return undefined;
  const result = new NumpyArray();
  result.fill(shape, type, order === "F", content);
  return result;
};

const dtype: Builder = ([code]) => {
  if (typeof code === "string") return new NumpyType(code);
  return code instanceof PickleGlobal ? new NumpyType(code.name) : undefined;
};

/** Names of NumPy 1 and 2, and of joblib. */
export const numpyNames: readonly (readonly [string, Builder])[] = [
  ["numpy.dtype", dtype],
  ...["numpy.core", "numpy._core"].flatMap((core) => [
    [`${core}.multiarray._reconstruct`, array] as const,
    [`${core}.multiarray.scalar`, scalar] as const,
    [`${core}.numeric._frombuffer`, fromBuffer] as const,
  ]),
  ["joblib.numpy_pickle.NumpyArrayWrapper", () => new JoblibArray()],
  ["sklearn.externals.joblib.numpy_pickle.NumpyArrayWrapper", () => new JoblibArray()],
];

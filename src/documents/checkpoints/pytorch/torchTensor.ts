import { t } from "@vscode/l10n";
import { decodeElements, type ElementType } from "../../arrays/elementTypes.ts";
import { CheckpointError } from "../checkpointError.ts";
import { elementCount, notReal, TensorLike } from "../pickle/search/tensorLike.ts";
import { Built } from "../pickle/values.ts";
import type { TorchType } from "./storageKinds.ts";

/** Where a file keeps the bytes of its storages. */
export interface StorageFile {
  readonly littleEndian: boolean;
  /**
   * The bytes of a storage from `from` to `to`.
   *
   * @throws CheckpointError where the file does not hold them
   */
  range(storage: TorchStorage, from: number, to: number): Promise<Uint8Array>;
}

/** Numbers in the file that tensors are views of. */
export class TorchStorage extends Built {
  readonly type: TorchType;
  readonly key: string;
  readonly numElements: number;
  readonly file: StorageFile;
  /** Elements of the file's storage before this one, which is a view of it (before 0.4). */
  readonly offset: number;

  constructor(type: TorchType, key: string, numElements: number, file: StorageFile, offset = 0) {
    super();
    this.type = type;
    this.key = key;
    this.numElements = numElements;
    this.file = file;
    this.offset = offset;
  }

  override build(): void {
    // Nothing of a storage is state.
  }
}

/** How the whole numbers of a quantized tensor stand for real ones. */
export interface Quantization {
  /** One for the tensor, or one for each index of the axis. */
  scales(): Promise<Float64Array>;
  zeroPoints(): Promise<Float64Array>;
  readonly axis: number | null;
}

/** Where the elements of a tensor stand in its storage, in elements. */
export interface TensorLayout {
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** A view that repeats its elements more often than that is no parameter. */
const maximumRepeats = 4096;

/** A tensor: a view of a storage. */
export class TorchTensor extends TensorLike {
  readonly shape: readonly number[];
  readonly #layout: TensorLayout;
  /** Null for a tensor of the meta device, which has no numbers. */
  readonly storage: TorchStorage | null;
  readonly #type: TorchType;
  readonly #quantization: Quantization | null;

  constructor(storage: TorchStorage | null, layout: TensorLayout, type: TorchType, quantization: Quantization | null) {
    super();
    this.shape = layout.shape;
    this.#layout = layout;
    this.storage = storage;
    this.#type = type;
    this.#quantization = quantization;
  }

  get dtype(): string {
    return this.#type.name;
  }

  override build(): void {
    // A parameter's state: whether it asks for a gradient, and hooks.
  }

  override async read(): Promise<Float64Array> {
    const { storage } = this;
    const { name, elements } = this.#type;
    if (storage === null)
      throw new CheckpointError("UNSUPPORTED", t("the tensor is on the meta device, without numbers"));
    if (elements === null) throw notReal(name);
    const count = elementCount(this.shape);
    if (count === 0) return new Float64Array(0);
    const { from, to } = spanOf(this.#layout, capacityOf(storage, elements));
    if (count > (to - from) * maximumRepeats) {
      throw new CheckpointError("TOO_LARGE", t("the tensor makes {1} of {0} stored numbers", to - from, count));
    }
    const start = storage.offset + from;
    const bytes = await storage.file.range(storage, start * elements.bytes, (storage.offset + to) * elements.bytes);
    const values = decodeStrided(bytes, elements, storage.file.littleEndian, { ...this.#layout, offset: 0 }, count);
    return this.#quantization === null ? values : dequantize(values, this.shape, this.#quantization);
  }
}

function capacityOf(storage: TorchStorage, elements: ElementType): number {
  return Math.floor((storage.numElements * (storage.type.elements?.bytes ?? 0)) / elements.bytes);
}

/**
 * The elements of the storage from the tensor's first to behind its last.
 *
 * @throws CheckpointError BROKEN where they leave the storage
 */
function spanOf({ offset, shape, strides }: TensorLayout, capacity: number): { from: number; to: number } {
  const last = shape.reduce((sum, length, axis) => sum + (length - 1) * strides[axis], offset);
  const isInside = offset >= 0 && strides.every((stride) => stride >= 0) && last < capacity;
  if (isInside) return { from: offset, to: last + 1 };
  throw new CheckpointError(
    "BROKEN",
    t("the tensor requires elements {0} to {1} of a storage that has {2}", offset, last, capacity),
  );
}

function decodeStrided(
  bytes: Uint8Array,
  elements: ElementType,
  littleEndian: boolean,
  { shape, strides }: TensorLayout,
  count: number,
): Float64Array {
  if (isContiguous(shape, strides)) return decodeElements(bytes, elements, littleEndian);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(count);
  const position = shape.map(() => 0);
  let element = 0;
  for (let i = 0; i < count; i++) {
    values[i] = elements.decode(view, element * elements.bytes, littleEndian);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      element += strides[axis];
      if (++position[axis] < shape[axis]) break;
      element -= strides[axis] * shape[axis];
      position[axis] = 0;
    }
  }
  return values;
}

/** Whether the elements stand in row-major order without gaps. */
function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== step) return false;
    step *= shape[axis];
  }
  return true;
}

/** x = scale · (q − zero point) */
async function dequantize(
  values: Float64Array,
  shape: readonly number[],
  { axis, ...quantization }: Quantization,
): Promise<Float64Array> {
  const scales = await quantization.scales();
  const zeroPoints = await quantization.zeroPoints();
  const numScales = axis === null ? 1 : (shape[axis] ?? 0);
  if (scales.length !== numScales || zeroPoints.length !== numScales) {
    throw new CheckpointError("BROKEN", t("the tensor requires {0} scales, got {1}", numScales, scales.length));
  }
  const step = axis === null ? values.length : shape.slice(axis + 1).reduce((product, length) => product * length, 1);
  return values.map((value, i) => {
    const index = Math.floor(i / step) % numScales;
    return scales[index] * (value - zeroPoints[index]);
  });
}

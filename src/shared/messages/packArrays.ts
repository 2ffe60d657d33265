type TypedArray = Exclude<ArrayBufferView, DataView> & { readonly length: number; readonly BYTES_PER_ELEMENT: number };
type TypedArrayConstructor = new (buffer: ArrayBuffer, byteOffset: number, length: number) => TypedArray;

/** Every view begins at a multiple of the largest element's size. */
const alignment = 8;

/** Stands for a number that JSON has no text for, and would make null: NaN, Infinity, −Infinity. */
interface MarkedNumber {
  readonly $number: string;
}

/**
 * A message as VS Code carries it to a page whole: all its typed arrays in one buffer, as views on it, and numbers that
 * are not finite marked; everything else is as it was. The page reads it by `restoreNumbers`.
 *
 * VS Code hands the buffers of a message to the webview's side as arguments of one call, and counts arguments in one
 * byte: of a message with more than about 250 buffers, arrays arrive empty.
 *
 * @param message plain objects, arrays, typed arrays and values that JSON knows; it is not changed
 */
export function packArrays<T>(message: T): T {
  const arrays = new Set<TypedArray>();
  collect(message, arrays);
  const offsets = new Map<TypedArray, number>();
  let size = 0;
  for (const array of arrays) {
    offsets.set(array, size);
    size += Math.ceil(array.byteLength / alignment) * alignment;
  }
  const buffer = new ArrayBuffer(size);
  const views = new Map<unknown, TypedArray>();
  for (const [array, offset] of offsets) {
    new Uint8Array(buffer, offset, array.byteLength).set(
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
    );
    views.set(array, new (array.constructor as TypedArrayConstructor)(buffer, offset, array.length));
  }
  return replaced(message, views) as T;
}

function collect(value: unknown, arrays: Set<TypedArray>): void {
  if (ArrayBuffer.isView(value)) arrays.add(value as TypedArray);
  else if (Array.isArray(value)) for (const part of value) collect(part, arrays);
  else if (isPlain(value)) for (const part of Object.values(value)) collect(part, arrays);
}

function replaced(value: unknown, views: ReadonlyMap<unknown, TypedArray>): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return { $number: String(value) } satisfies MarkedNumber;
  const view = views.get(value);
  if (view !== undefined) return view;
  if (Array.isArray(value)) return value.map((part: unknown) => replaced(part, views));
  if (!isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaced(part, views)]));
}

/** A message that came by `packArrays`, with the numbers that were marked; what has none is the same object. */
export function restoreNumbers(value: unknown): unknown {
  if (Array.isArray(value)) {
    const parts = value.map((part: unknown) => restoreNumbers(part));
    return parts.some((part, i) => part !== value[i]) ? parts : value;
  }
  if (!isPlain(value)) return value;
  const { $number: marked } = value;
  if (typeof marked === "string") return Number(marked);
  const entries = Object.entries(value).map(([key, part]) => [key, restoreNumbers(part)] as const);
  return entries.some(([key, part]) => part !== value[key]) ? Object.fromEntries(entries) : value;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

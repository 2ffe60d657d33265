/** Where a chunk belongs in its dataset. Lengths and the start count elements. */
export interface ChunkPlace {
  readonly shape: readonly number[];
  readonly chunk: readonly number[];
  readonly start: readonly number[];
  /** Bytes of an element. */
  readonly size: number;
}

/**
 * Copies the part of a chunk that is inside its dataset, a run along the last axis at a time: the chunks at the far ends stand out.
 *
 * @param dataset row-major; changed
 */
export function placeChunk(dataset: Uint8Array, bytes: Uint8Array, { shape, chunk, start, size }: ChunkPlace): void {
  const rank = shape.length;
  const inside = shape.map((length, axis) => Math.min(chunk[axis], length - start[axis]));
  if (inside.some((length) => length <= 0)) return;
  const last = rank - 1;
  const runLength = (inside[last] ?? 1) * size;
  const position = new Array<number>(rank).fill(0);
  for (;;) {
    const from = offsetOf(position, chunk) * size;
    const to =
      offsetOf(
        position.map((at, axis) => at + start[axis]),
        shape,
      ) * size;
    dataset.set(bytes.subarray(from, from + runLength), to);
    let axis = last - 1;
    while (axis >= 0 && ++position[axis] === inside[axis]) position[axis--] = 0;
    if (axis < 0) return;
  }
}

function offsetOf(position: readonly number[], shape: readonly number[]): number {
  return position.reduce((offset, at, axis) => offset * shape[axis] + at, 0);
}

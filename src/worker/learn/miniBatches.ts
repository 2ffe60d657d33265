import { RandomGenerator } from "../../engine/index.ts";

/**
 * Endless mini-batches of row numbers: every epoch is a new random order, cut into pieces. A last piece of one row is
 * left out: PyTorch refuses to train on it. Batches of all rows come in the order of the file, and so do those of every
 * epoch in the order "file".
 *
 * @throws EngineError INVALID_OPTION for a seed that is no whole number
 */
export function* miniBatches(
  numRows: number,
  batchSize: number | null,
  seed: number,
  order: "shuffled" | "file" = "shuffled",
): Generator<Uint32Array, never> {
  const random = new RandomGenerator(seed);
  const all = Uint32Array.from({ length: numRows }, (_, n) => n);
  while (batchSize === null || batchSize >= numRows) yield all;
  for (;;) {
    const rows = order === "file" ? all : random.permutation(numRows);
    for (let start = 0; start < numRows; start += batchSize) {
      const batch = rows.subarray(start, start + batchSize);
      if (batch.length > 1 || batchSize === 1) yield batch;
    }
  }
}

import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RandomGenerator } from "../../src/engine/index.ts";

export const numColumns = 64;
const folder = join(tmpdir(), "batchnorm-bench");

type TableFormat = "csv" | "json" | "npy";

/**
 * A file of normal numbers with six digits, 64 in a row, written once and kept in the system's temporary folder.
 *
 * @param copies how often the rows are repeated: that makes a long table in seconds
 */
export function normalTable(numRows: number, format: TableFormat, copies = 1): string {
  const path = join(folder, `normal-${numRows * copies}.${format}`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  console.log(`  writing ${path} for this and later runs`);
  const part = `${path}.part`;
  const file = openSync(part, "w");
  writeSync(file, Buffer.from(head(numRows * copies, format), "latin1"));
  const parts = copies === 1 ? randomRows(numRows, format) : [...randomRows(numRows, format)];
  for (let copy = 0; copy < copies; copy++) for (const chunk of parts) writeSync(file, chunk);
  if (format === "json") writeSync(file, "\n]\n");
  closeSync(file);
  renameSync(part, path);
  return path;
}

function head(numRows: number, format: TableFormat): string {
  if (format === "json") return "[";
  if (format === "csv") return `${Array.from({ length: numColumns }, (_, c) => `f${c}`).join(",")}\n`;
  const description = `{'descr': '<f8', 'fortran_order': False, 'shape': (${numRows}, ${numColumns}), }`;
  // NumPy's format 1.0: what stands before the numbers takes 128 bytes.
  return `\x93NUMPY\x01\0\x76\0${description.padEnd(117)}\n`;
}

/** The rows, a few megabytes at a time. */
function* randomRows(numRows: number, format: TableFormat): Generator<Uint8Array> {
  const random = new RandomGenerator(1);
  const rowsAtOnce = 4096;
  for (let first = 0; first < numRows; first += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, numRows - first) }, () =>
      Array.from({ length: numColumns }, (_, c) => Number((random.normal() * (1 + (c % 7)) + c).toPrecision(6))),
    );
    if (format === "npy") {
      yield new Uint8Array(Float64Array.from(rows.flat()).buffer);
      continue;
    }
    const lines = rows.map((row, n) =>
      format === "csv" ? `${row.join(",")}\n` : `${first + n > 0 ? "," : ""}\n[${row.join(", ")}]`,
    );
    yield Buffer.from(lines.join(""));
  }
}

import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RandomGenerator } from "../../src/engine/index.ts";

export const numColumns = 64;
const folder = join(tmpdir(), "batchnorm-bench");

/**
 * A file of normal numbers with six digits, 64 in a row, written once and kept in the system's temporary folder.
 *
 * @param copies how often the rows are repeated: that makes a long table in seconds
 */
export function normalTable(numRows: number, format: "csv" | "json", copies = 1): string {
  const path = join(folder, `normal-${numRows * copies}.${format}`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  console.log(`  writing ${path} for this and later runs`);
  const part = `${path}.part`;
  const file = openSync(part, "w");
  writeSync(file, format === "csv" ? `${Array.from({ length: numColumns }, (_, c) => `f${c}`).join(",")}\n` : "[");
  const parts = copies === 1 ? randomRows(numRows, format) : [...randomRows(numRows, format)];
  for (let copy = 0; copy < copies; copy++) for (const text of parts) writeSync(file, text);
  if (format === "json") writeSync(file, "\n]\n");
  closeSync(file);
  renameSync(part, path);
  return path;
}

/** The rows, a few megabytes at a time. */
function* randomRows(numRows: number, format: "csv" | "json"): Generator<string> {
  const random = new RandomGenerator(1);
  let text = "";
  for (let n = 0; n < numRows; n++) {
    const row = Array.from({ length: numColumns }, (_, c) =>
      String(Number((random.normal() * (1 + (c % 7)) + c).toPrecision(6))),
    );
    text += format === "csv" ? `${row.join(",")}\n` : `${n > 0 ? "," : ""}\n[${row.join(", ")}]`;
    if (text.length > 1 << 22 || n === numRows - 1) {
      yield text;
      text = "";
    }
  }
}

import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RandomGenerator } from "../../src/engine/index.ts";

export const numColumns = 64;
const folder = join(tmpdir(), "batchnorm-bench");

/** A file of normal numbers with six digits, 64 in a row, written once and kept in the system's temporary folder. */
export function normalTable(numRows: number, format: "csv" | "json"): string {
  const path = join(folder, `normal-${numRows}.${format}`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const random = new RandomGenerator(1);
  const part = `${path}.part`;
  const file = openSync(part, "w");
  writeSync(file, format === "csv" ? `${Array.from({ length: numColumns }, (_, c) => `f${c}`).join(",")}\n` : "[");
  let text = "";
  for (let n = 0; n < numRows; n++) {
    const row = Array.from({ length: numColumns }, (_, c) =>
      String(Number((random.normal() * (1 + (c % 7)) + c).toPrecision(6))),
    );
    text += format === "csv" ? `${row.join(",")}\n` : `${n > 0 ? "," : ""}\n[${row.join(", ")}]`;
    if (text.length > 1 << 22 || n === numRows - 1) {
      writeSync(file, text);
      text = "";
    }
  }
  if (format === "json") writeSync(file, "\n]\n");
  closeSync(file);
  renameSync(part, path);
  return path;
}

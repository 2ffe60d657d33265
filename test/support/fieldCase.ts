import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A file of a public question about a batch norm layer, as text; `answer.txt` holds the right numbers. */
export function fieldText(folder: string, file: string): string {
  return readFileSync(join(import.meta.dirname, "..", "fixtures", "field", "bn", folder, file), "utf8");
}

/** The same, parsed; the NaN and Infinity of Python's json.dump become null. */
export function fieldJson(folder: string, file: string): unknown {
  return JSON.parse(fieldText(folder, file).replace(/-?\b(?:NaN|Infinity)\b/g, "null"));
}

// Compiles src/documents/scanner/assembly to WebAssembly and writes it, as text, where the byte scanner imports it from.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const source = join(root, "src/documents/scanner/assembly/index.ts");
const compiler = join(root, "node_modules/assemblyscript/bin/asc.js");
const options = ["-O3", "--converge", "--noAssert", "--runtime", "stub"];
export const scannerFile = join(root, "src/documents/scanner/scanner.wasm.ts");

/**
 * The generated file's text, from the sources as they are now.
 *
 * @throws Error where they do not compile
 */
export function compileScanner(): string {
  const folder = mkdtempSync(join(tmpdir(), "scanner-"));
  try {
    const outFile = join(folder, "scanner.wasm");
    execFileSync(process.execPath, [compiler, source, "--outFile", outFile, ...options], {
      cwd: root,
      stdio: "inherit",
    });
    const lines = readFileSync(outFile)
      .toString("base64")
      .match(/.{1,100}/g);
    return [
      "// Generated from assembly/ by `npm run build:scanner`. Do not edit.",
      "export const scannerBase64 =",
      `  ${(lines ?? []).map((line) => `"${line}"`).join(" +\n  ")};`,
      "",
    ].join("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === import.meta.filename) writeFileSync(scannerFile, compileScanner());

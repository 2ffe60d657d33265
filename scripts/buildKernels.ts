// Compiles src/engine/kernels/assembly to WebAssembly and writes it, as text, where the engine imports it from.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const folder = join(root, "src/engine/kernels");
const compiler = join(root, "node_modules/assemblyscript/bin/asc.js");
const options = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--enable", "simd"];

export const kernelsFile = join(folder, "kernels.wasm.ts");

/** The generated file's text, from the source as it is now. */
export function compileKernels(): string {
  const temporary = mkdtempSync(join(tmpdir(), "kernels-"));
  try {
    const binary = join(temporary, "kernels.wasm");
    execFileSync(process.execPath, [compiler, "kernels.ts", "--outFile", binary, ...options], {
      cwd: join(folder, "assembly"),
    });
    const lines = readFileSync(binary, "base64").match(/.{1,100}/g) ?? [];
    return [
      "// Generated from assembly/kernels.ts by `npm run build:kernels`. Do not edit.",
      "export const kernelsBase64 =",
      `  ${lines.map((line) => `"${line}"`).join(" +\n  ")};`,
      "",
    ].join("\n");
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(kernelsFile, compileKernels());
}

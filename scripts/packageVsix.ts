import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outFolder, root } from "./paths.ts";
import { run } from "./processes.ts";
import { vsixReadme } from "./release/vsixReadme.ts";
import { checkVsix } from "./vsix.ts";

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly publisher: string;
  readonly repository: { readonly url: string };
}

export function manifest(): Manifest {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
}

/** The VSIX that `npm run package` writes. */
export function vsixPath(): string {
  const { name, version } = manifest();
  return join(root, `${name}-${version}.vsix`);
}

/**
 * Builds and packs; prints size and file list.
 * @returns the path of the VSIX
 * @throws when a build step fails, or when the VSIX is too large or holds something unexpected
 */
export async function packageVsix(): Promise<string> {
  const path = vsixPath();
  await succeed([join("scripts", "build.ts"), "--production"]);
  const vsce = join("node_modules", "@vscode", "vsce", "vsce");
  const readme = ["--readme-path", writeReadme(), "--no-rewrite-relative-links"];
  await succeed([vsce, "package", "--no-dependencies", ...readme, "--out", path]);
  await succeed([join("scripts", "repack.ts"), path]);
  await checkVsix(path);
  return path;
}

/** Writes the README that the VSIX gets; its path from the root, as vsce wants it. */
function writeReadme(): string {
  const repository = manifest().repository.url.replace(/\.git$/, "");
  const text = vsixReadme(readFileSync(join(root, "README.md"), "utf8"), repository);
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(join(outFolder, "README.md"), text);
  return "out/README.md";
}

async function succeed(args: readonly string[]): Promise<void> {
  const code = await run(process.execPath, args, { timeoutMs: 120_000 });
  if (code !== 0) throw new Error(`node ${args.join(" ")} failed with code ${code}`);
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.ts";
import { run } from "./processes.ts";
import { checkVsix } from "./vsix.ts";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository?: unknown;
}

function manifest(): Manifest {
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
  await succeed([vsce, "package", "--no-dependencies", ...repositoryFlags(), "--out", path]);
  await succeed([join("scripts", "repack.ts"), path]);
  await checkVsix(path);
  return path;
}

/** With a repository in package.json vsce points README's links and pictures there; without one they stay as they are. */
function repositoryFlags(): string[] {
  return manifest().repository === undefined ? ["--allow-missing-repository", "--no-rewrite-relative-links"] : [];
}

async function succeed(args: readonly string[]): Promise<void> {
  const code = await run(process.execPath, args, { timeoutMs: 120_000 });
  if (code !== 0) throw new Error(`node ${args.join(" ")} failed with code ${code}`);
}

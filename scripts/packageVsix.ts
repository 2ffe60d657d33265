import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.ts";
import { run } from "./processes.ts";
import { checkVsix } from "./vsix.ts";

/** The VSIX that `npm run package` writes. */
export function vsixPath(): string {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { name: string; version: string };
  return join(root, `${manifest.name}-${manifest.version}.vsix`);
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
  await succeed([vsce, "package", "--no-dependencies", "--allow-missing-repository", "--out", path]);
  await checkVsix(path);
  return path;
}

async function succeed(args: readonly string[]): Promise<void> {
  const code = await run(process.execPath, args, { timeoutMs: 120_000 });
  if (code !== 0) throw new Error(`node ${args.join(" ")} failed with code ${code}`);
}

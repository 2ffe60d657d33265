// The server build of VS Code, from the npm registry and without a compiler, kept in the cache folder.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, logFile } from "../paths.ts";
import { run } from "../processes.ts";

/** code-server 4.139.1 is VS Code 1.139.1. */
const version = "4.139.1";

/** Between the folder's name and the process that is installing into it. */
const partialMark = ".partial-";

/**
 * Installs the server build where it is missing and returns its entry file. An interrupted installation leaves only a
 * folder with another name, so it is done anew.
 * @throws when npm fails; its output is in the log that the message names
 */
export async function ensureServer(): Promise<string> {
  const folder = join(cacheFolder, `code-server-${version}`);
  const entry = join(folder, "node_modules", "code-server", "lib", "vscode", "out", "server-main.js");
  if (existsSync(entry)) return entry;

  console.log(`Installing the server build of VS Code (code-server ${version}) into ${folder}`);
  removeAbandoned();
  const partial = `${folder}${partialMark}${process.pid}`;
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, "package.json"), JSON.stringify({ private: true }));
  try {
    await npmInstall(partial, [`code-server@${version}`]);
    // Its postinstall would compile native modules; nothing that we use needs them, only plain dependencies.
    await npmInstall(join(partial, "node_modules", "code-server", "lib", "vscode"), ["--omit=dev"]);
    moveIntoPlace(partial, folder, entry);
  } finally {
    rmSync(partial, { recursive: true, force: true, maxRetries: 3 });
  }
  return entry;
}

/** Deletes what installations left behind whose process was killed. */
function removeAbandoned(): void {
  mkdirSync(cacheFolder, { recursive: true });
  for (const name of readdirSync(cacheFolder)) {
    const pid = Number(name.split(partialMark)[1]);
    if (pid > 0 && !isAlive(pid)) rmSync(join(cacheFolder, name), { recursive: true, force: true, maxRetries: 3 });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function npmInstall(cwd: string, args: readonly string[]): Promise<void> {
  const log = logFile("server-install.log");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=warn"];
  const code = await run(npm, ["install", ...args, ...flags], { cwd, log, timeoutMs: 8 * 60_000 });
  if (code !== 0) throw new Error(`npm install ${args.join(" ")} failed with code ${code}, see ${log}`);
}

/** Another process may have been faster: then its copy stays. */
function moveIntoPlace(partial: string, folder: string, entry: string): void {
  try {
    renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(entry)) throw error;
  }
}

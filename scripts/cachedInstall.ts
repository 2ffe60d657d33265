// npm packages that are too large for the project's dependencies, installed once into the cache folder.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, logFile } from "./paths.ts";
import { run } from "./processes.ts";

export interface CachedInstall {
  /** What is installed, for the message that says so. */
  readonly title: string;
  /** Name of the folder in the cache: with the version, so that another version goes elsewhere. */
  readonly name: string;
  readonly packages: readonly string[];
  /** A path in the folder that is there once everything is. */
  readonly entry: string;
  /** What remains to be done in the folder when the packages are there. */
  readonly finish: (folder: string) => Promise<void> | void;
}

/** Between the folder's name and the process that is installing into it. */
const partialMark = ".partial-";

/**
 * Installs where it is missing and returns the path of the entry. An interrupted installation leaves only a folder with
 * another name, so it is done anew.
 * @throws when npm fails; its output is in the log that the message names
 */
export async function ensureInstalled({ title, name, packages, entry, finish }: CachedInstall): Promise<string> {
  const folder = join(cacheFolder, name);
  const entryPath = join(folder, entry);
  if (existsSync(entryPath)) return entryPath;

  console.log(`Installing ${title} into ${folder}`);
  removeAbandoned();
  const partial = `${folder}${partialMark}${process.pid}`;
  mkdirSync(partial, { recursive: true });
  writeFileSync(join(partial, "package.json"), JSON.stringify({ private: true }));
  try {
    await npmInstall(partial, packages);
    await finish(partial);
    moveIntoPlace(partial, folder, entryPath);
  } finally {
    rmSync(partial, { recursive: true, force: true, maxRetries: 3 });
  }
  return entryPath;
}

/** Runs `npm install` without install scripts: they would compile native modules or download browsers. */
export async function npmInstall(cwd: string, args: readonly string[]): Promise<void> {
  const log = logFile("install.log");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=warn"];
  const code = await run(npm, ["install", ...args, ...flags], { cwd, log, timeoutMs: 8 * 60_000 });
  if (code !== 0) throw new Error(`npm install ${args.join(" ")} failed with code ${code}, see ${log}`);
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

/** Another process may have been faster: then its copy stays. */
function moveIntoPlace(partial: string, folder: string, entryPath: string): void {
  try {
    renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(entryPath)) throw error;
  }
}

// Where things are: the project, its outputs, and the cache that survives between runs.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const root = join(import.meta.dirname, "..");

/** Downloads (the server build of VS Code, 600 MB). `BATCHNORM_TEST_CACHE` lets several checkouts share one. */
export const cacheFolder = resolve(process.env["BATCHNORM_TEST_CACHE"] ?? join(root, ".vscode-test"));

/** Logs and screenshots of the last run, for a person who asks why it failed. */
export const logsFolder = join(root, ".vscode-test", "logs");

/** Bundled tests and other things made on the way; never part of the VSIX. */
export const outFolder = join(root, "out");

const temporaryFolders: string[] = [];

process.once("exit", () => {
  for (const folder of temporaryFolders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A fresh folder outside the project that is deleted when this process ends. */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `batchnorm-${purpose}-`));
  temporaryFolders.push(folder);
  return folder;
}

/** The path of a log file, its folder made. */
export function logFile(name: string): string {
  mkdirSync(logsFolder, { recursive: true });
  return join(logsFolder, name);
}

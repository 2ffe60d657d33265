// What the extension's log says of bugs of ours: a run of tests in whose log there is one has failed, whatever the tests say.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { bugMark } from "../src/shared/messages/failure.ts";

/** VS Code names the file of a log channel like the channel. */
const logName = "BatchNorm Lens.log";
/** VS Code for the Web writes its logs a little later, into this store. */
const database = { name: "vscode-web-db", store: "vscode-logs-store" } as const;
const flushMs = 1500;

/** The reports of internal failures in a log: what stands from one entry to the next. */
export function internalFailures(log: string): string[] {
  return log.split(/^(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/m).filter((entry) => entry.includes(bugMark));
}

/** Those of all windows that VS Code had with a data folder. */
export function internalFailuresOnDisk(dataFolder: string): string[] {
  if (!existsSync(dataFolder)) return [];
  return readdirSync(dataFolder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(logName))
    .flatMap((file) => internalFailures(readFileSync(join(dataFolder, file), "utf8")));
}

/** Those of a window of VS Code for the Web, which keeps its logs in the browser; none for another window. */
export async function internalFailuresInPage(page: Page): Promise<string[]> {
  await page.waitForTimeout(flushMs);
  const logs = await page.evaluate(readLogs, { ...database, logName });
  return logs.flatMap(internalFailures);
}

/** As much of the browser's databases as is needed here: these scripts have no types of a browser's. */
interface BrowserRequest<T> {
  result: T;
  onsuccess: () => void;
  onerror: () => void;
}
interface BrowserStore {
  getAllKeys(): BrowserRequest<readonly unknown[]>;
  get(key: unknown): BrowserRequest<unknown>;
}
interface BrowserDatabase {
  readonly objectStoreNames: { contains(name: string): boolean };
  transaction(store: string): { objectStore(name: string): BrowserStore };
}
interface BrowserDatabases {
  databases(): Promise<readonly { readonly name?: string }[]>;
  open(name: string): BrowserRequest<BrowserDatabase>;
}

/** Runs in the page. */
async function readLogs(wanted: typeof database & { readonly logName: string }): Promise<string[]> {
  const { indexedDB } = globalThis as unknown as { readonly indexedDB: BrowserDatabases };
  const settled = <T>(request: BrowserRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = () => {
        reject(new Error(`the browser cannot read ${wanted.name}`));
      };
    });
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === wanted.name)) return [];
  const opened = await settled(indexedDB.open(wanted.name));
  if (!opened.objectStoreNames.contains(wanted.store)) return [];
  const logs = opened.transaction(wanted.store).objectStore(wanted.store);
  const keys = (await settled(logs.getAllKeys())).filter((key) => String(key).endsWith(wanted.logName));
  // All are asked for at once: a transaction that waits for anything else ends.
  const contents = await Promise.all(keys.map((key) => settled(logs.get(key))));
  return contents.map((content) =>
    content instanceof Uint8Array ? new TextDecoder().decode(content) : String(content),
  );
}

/** Says them, and whether there are any. */
export function tellInternalFailures(found: readonly string[]): boolean {
  for (const entry of found) console.error(`The extension's log has an internal failure:\n${entry}`);
  return found.length > 0;
}

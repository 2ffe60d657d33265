// Starts and stops a server build of VS Code with throwaway data, for tests, screenshots and `npm start`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../freePort.ts";
import { logFile, temporaryFolder } from "../paths.ts";
import { run, start, within } from "../processes.ts";
import { ensureServer } from "./install.ts";
import { quietSettings } from "./settings.ts";

export interface ServerOptions {
  /** Names the log file: `server-<name>.log`. */
  readonly name: string;
  /** Installed before the start. */
  readonly vsix?: string;
  /** Whether windows run a test suite in the extension host, rather than being a person's. */
  readonly runsSuite?: boolean;
  /** Whether folders have to be trusted first, as on a person's desktop: windows open in Restricted Mode then. */
  readonly asksForTrust?: boolean;
  readonly extensionsFolder?: string;
  readonly dataFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface VscodeServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`: an address that browsers trust, as webviews need. */
  readonly origin: string;
  readonly dataFolder: string;
  readonly log: string;
  /** Settles when the server has ended by itself or was stopped. */
  readonly exited: Promise<number>;
  /** The address of a window with this folder open. */
  windowUrl(folder: string): string;
  stop(): Promise<void>;
}

/**
 * Installs the VSIX, starts the server on a free port and waits until it answers.
 * @throws when the VSIX is refused or nothing answers within a minute
 */
export async function startServer(options: ServerOptions): Promise<VscodeServer> {
  const entry = await ensureServer();
  const dataFolder = options.dataFolder ?? temporaryFolder("data");
  const extensionsFolder = options.extensionsFolder ?? temporaryFolder("extensions");
  const log = logFile(`server-${options.name}.log`);
  const folders = ["--server-data-dir", dataFolder, "--extensions-dir", extensionsFolder];
  writeMachineSettings(dataFolder, { "security.workspace.trust.enabled": options.asksForTrust === true });
  if (options.vsix) await installExtension(entry, options.vsix, { ...options, dataFolder, extensionsFolder });

  const port = await freePort();
  const flags = [
    ...["--host", "127.0.0.1", "--port", String(port), "--without-connection-token"],
    ...["--accept-server-license-terms", "--disable-telemetry"],
    ...(options.asksForTrust === true ? [] : ["--disable-workspace-trust"]),
    // Without it the workbench ignores the payload that names a test suite; with it, it shows no notifications.
    ...(options.runsSuite === true ? ["--enable-smoke-test-driver"] : []),
    ...["--reconnection-grace-time", "10"],
  ];
  const server = start(process.execPath, [entry, ...flags, ...folders], {
    log,
    ...(options.env ? { env: options.env } : {}),
  });
  const origin = `http://127.0.0.1:${port}`;
  try {
    await within(60_000, Promise.race([answering(origin), failedEarly(server.exited, log)]), "starting the server");
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    port,
    origin,
    dataFolder,
    log,
    exited: server.exited,
    windowUrl: (folder) => `${origin}/?folder=${encodeURI(folder)}`,
    stop: () => server.stop(),
  };
}

/**
 * Installs a VSIX into an extensions folder, as a person does with "Install from VSIX…".
 * @throws when the server build refuses it; its output is in the log that the message names
 */
export async function installExtension(
  entry: string,
  vsix: string,
  target: { readonly name: string; readonly extensionsFolder: string; readonly dataFolder: string },
): Promise<void> {
  const log = logFile(`server-${target.name}.log`);
  const folders = ["--extensions-dir", target.extensionsFolder, "--server-data-dir", target.dataFolder];
  const args = [entry, "--install-extension", vsix, ...folders, "--accept-server-license-terms"];
  const code = await run(process.execPath, args, { log, timeoutMs: 60_000 });
  if (code !== 0) throw new Error(`installing ${vsix} failed with code ${code}, see ${log}`);
}

function writeMachineSettings(dataFolder: string, more: Readonly<Record<string, unknown>>): void {
  const folder = join(dataFolder, "data", "Machine");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "settings.json"), JSON.stringify({ ...quietSettings, ...more }, null, 2));
}

/** Waits until the server serves its page. */
async function answering(origin: string): Promise<void> {
  for (;;) {
    try {
      const response = await fetch(`${origin}/version`);
      if (response.ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function failedEarly(exited: Promise<number>, log: string): Promise<never> {
  const code = await exited;
  throw new Error(`the server ended with code ${code} before it was ready, see ${log}`);
}

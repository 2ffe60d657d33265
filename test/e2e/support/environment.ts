// One server with the VSIX installed and one browser, shared by everything that drives VS Code as a person does.
import { cpSync } from "node:fs";
import { basename, join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { chromiumArguments, ensureChromium } from "../../../scripts/chromium.ts";
import { temporaryFolder } from "../../../scripts/paths.ts";
import { startServer, type VscodeServer } from "../../../scripts/vscode-server/server.ts";

export interface Environment {
  readonly server: VscodeServer;
  readonly browser: Browser;
  stop(): Promise<void>;
}

let current: Environment | undefined;

/** The extension that stands by in the tests. */
const companion = join(import.meta.dirname, "..", "companion");

/**
 * Starts the server, installs the VSIX and more extensions into it, and starts the browser.
 *
 * @param companions folders of extensions without a build; that of the tests if not given
 */
export async function startEnvironment(
  vsix: string,
  companions: readonly string[] = [companion],
): Promise<Environment> {
  const extensionsFolder = temporaryFolder("extensions");
  for (const folder of companions) {
    cpSync(folder, join(extensionsFolder, `companion-${basename(folder)}`), { recursive: true });
  }
  const server = await startServer({ name: `e2e${process.env["MOCHA_WORKER_ID"] ?? ""}`, vsix, extensionsFolder });
  try {
    const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...chromiumArguments] });
    current = {
      server,
      browser,
      stop: async () => {
        current = undefined;
        await browser.close();
        await server.stop();
      },
    };
    return current;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The environment that runs. @throws when none was started */
export function environment(): Environment {
  if (!current) throw new Error("startEnvironment must run before a workbench is opened");
  return current;
}

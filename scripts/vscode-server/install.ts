// The server build of VS Code, from the npm registry and without a compiler, kept in the cache folder.
import { join } from "node:path";
import { ensureInstalled, npmInstall } from "../cachedInstall.ts";

/** code-server 4.139.1 is VS Code 1.139.1. */
const version = "4.139.1";
const vscode = join("node_modules", "code-server", "lib", "vscode");

/**
 * Installs the server build where it is missing and returns its entry file.
 * @throws when npm fails; its output is in the log that the message names
 */
export function ensureServer(): Promise<string> {
  return ensureInstalled({
    title: `the server build of VS Code (code-server ${version})`,
    name: `code-server-${version}`,
    packages: [`code-server@${version}`],
    entry: join(vscode, "out", "server-main.js"),
    // Its postinstall would compile native modules; nothing that we use needs them, only plain dependencies.
    finish: (folder) => npmInstall(join(folder, vscode), ["--omit=dev"]),
  });
}

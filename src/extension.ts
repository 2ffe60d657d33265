import type { ExtensionContext } from "vscode";
import type { Api } from "./host/callers/api.ts";
import { nodeThreads } from "./host/threads/nodeThread.ts";
import { startExtension } from "./host/startExtension.ts";

/** The extension in Node: on the desktop, and on the machine that a remote window is connected to. */
export function activate(context: ExtensionContext): Api {
  return startExtension(context, { threads: nodeThreads });
}

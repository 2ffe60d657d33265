import type { ExtensionContext } from "vscode";
import type { Api } from "./host/callers/api.ts";
import { startExtension } from "./host/startExtension.ts";
import { webThreads } from "./host/threads/webThread.ts";

/** What the entry for Node takes from this bundle: see `oneHost` in scripts/build.ts. */
export { startExtension };

/** The extension in VS Code for the Web, where the whole extension host is a Web Worker. */
export function activate(context: ExtensionContext): Api {
  return startExtension(context, { threads: webThreads });
}

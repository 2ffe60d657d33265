// `npm start`: builds, packages, installs the VSIX into a real VS Code and opens samples/ in it. The window is a page of
// the browser that the printed address is opened in. Ctrl+C ends everything.
import { join } from "node:path";
import { packageVsix } from "./packageVsix.ts";
import { root } from "./paths.ts";
import { startServer } from "./vscode-server/server.ts";

try {
  const server = await startServer({ name: "start", vsix: await packageVsix() });
  console.log(`
VS Code with BatchNorm Lens is running. Open this address in a browser:

  ${server.windowUrl(join(root, "samples"))}

Then open iris.csv, press F1 and run "Normalize Selection". Ctrl+C ends it.
`);
  process.exitCode = await server.exited;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

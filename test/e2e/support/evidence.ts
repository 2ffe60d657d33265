import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { logFile } from "../../../scripts/paths.ts";
import type { VscodeServer } from "../../../scripts/vscode-server/server.ts";
import { openWorkbenches } from "./workbench.ts";

/** What the extension host writes about us, in folders of VS Code's own for each window. */
const hostLogs = /(BatchNorm Lens|remoteexthost)\.log$/;
const linesKept = 400;

/** Leaves what a person needs who asks why a test failed: a picture of every window, its console, and the host's logs. */
export async function keepEvidence(title: string, server: VscodeServer): Promise<void> {
  const name = `failed-${title.replaceAll(/[^a-z0-9]+/gi, "-").slice(0, 100)}`;
  let n = 0;
  for (const workbench of openWorkbenches) {
    const file = `${name}${n++ === 0 ? "" : `-${n}`}`;
    console.log(`See ${await workbench.screenshot(file)}`);
    writeFileSync(logFile(`${file}-console.log`), workbench.console.join("\n"));
  }
  const log = logFile(`${name}-host.log`);
  writeFileSync(log, hostLog(server.dataFolder));
  console.log(`See ${log}, the pages' consoles beside it, and ${server.log}`);
}

/** The ends of the logs of the newest windows. */
function hostLog(dataFolder: string): string {
  const folder = join(dataFolder, "data", "logs");
  if (!existsSync(folder)) return "";
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => hostLogs.test(file));
  const ends = files.map((file) => {
    const lines = readFileSync(join(folder, file), "utf8").trimEnd().split("\n");
    return `== ${file}\n${lines.slice(-linesKept).join("\n")}\n`;
  });
  return ends.join("\n");
}

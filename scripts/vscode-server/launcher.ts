#!/usr/bin/env node
// Stands in for VS Code's executable: takes its arguments, runs the server build with a headless Chromium as the
// window, and exits with the test suite's code. @vscode/test-electron's runTests can start it like a desktop VS Code.
import { appendFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { format } from "node:util";
import { chromium, type Page } from "playwright-core";
import { chromiumArguments, ensureChromium } from "../chromium.ts";
import { logFile } from "../paths.ts";
import { within } from "../processes.ts";
import { startServer, type VscodeServer } from "./server.ts";

const timeoutMs = 4 * 60_000;
const consoleLog = logFile("vscode-tests-console.log");

/** The value of `--name=value` among our arguments. */
function option(name: string): string | undefined {
  const prefix = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
}

function requiredOption(name: string): string {
  const value = option(name);
  if (value === undefined) throw new Error(`the launcher requires --${name}=`);
  return resolve(value);
}

/** The address of a window that runs the suite: its payload names the extension and the test entry. */
function testUrl(server: VscodeServer, folder: string): string {
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const payload = [
    ["extensionDevelopmentPath", remote(requiredOption("extensionDevelopmentPath"))],
    ["extensionTestsPath", remote(requiredOption("extensionTestsPath"))],
  ];
  return `${server.windowUrl(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** Settles with the suite's exit code. What it logs (mocha's output) goes to our own console, VS Code's troubles to a file. */
async function suiteExit(page: Page, url: string): Promise<number> {
  const exited = new Promise<number>((resolveExit, reject) => {
    const exposed = [
      page.exposeFunction("codeAutomationLog", (type: string, args: unknown[]) => {
        if (type === "info") console.log(format(...args));
        else appendFileSync(consoleLog, `${type} ${format(...args)}\n`);
      }),
      page.exposeFunction("codeAutomationExit", resolveExit),
    ];
    page.once("crash", () => {
      reject(new Error("the window crashed"));
    });
    Promise.all(exposed)
      .then(() => page.goto(url))
      .catch(reject);
  });
  return within(timeoutMs, exited, "the suite in VS Code");
}

async function main(): Promise<number> {
  const folder = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
  const server = await startServer({
    name: "vscode-tests",
    extensionsFolder: requiredOption("extensions-dir"),
    dataFolder: requiredOption("user-data-dir"),
  });
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...chromiumArguments] });
  const screenshot = logFile("vscode-tests.png");
  rmSync(screenshot, { force: true });
  rmSync(consoleLog, { force: true });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    try {
      const code = await suiteExit(page, testUrl(server, resolve(folder ?? ".")));
      if (code !== 0) await page.screenshot({ path: screenshot });
      return code;
    } catch (error) {
      await page.screenshot({ path: screenshot });
      console.error(`See ${screenshot}, ${consoleLog} and ${server.log}`);
      throw error;
    }
  } finally {
    await browser.close();
    await server.stop();
  }
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error);
  process.exit(1);
}

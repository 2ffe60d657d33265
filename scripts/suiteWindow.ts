// A browser window that shows a VS Code with a test suite in its extension host.
import { appendFileSync, rmSync } from "node:fs";
import { format } from "node:util";
import { chromium, type Page } from "playwright-core";
import { chromiumArguments, ensureChromium } from "./chromium.ts";
import { internalFailuresInPage, tellInternalFailures } from "./internalFailures.ts";
import { bugMark } from "../src/shared/messages/failure.ts";
import { logFile } from "./paths.ts";
import { within } from "./processes.ts";

/** What VS Code for the Web says of itself. */
const noise = /additional builtin|Loading development extension|vscode-test-web/;

export interface SuiteWindow {
  readonly url: string;
  /** Names the screenshot and the log of the window's console: `<name>.png`, `<name>-console.log`. */
  readonly name: string;
  readonly timeoutMs: number;
  /** Receives what the suite logs (mocha's output); the troubles of VS Code itself go to the log. */
  readonly print: (line: string) => void;
}

/**
 * Opens the window and waits for the suite.
 * @returns its exit code; 1 where the log that the window keeps tells of an internal failure
 * @throws when the window crashes or the suite takes too long; the message names screenshot and log
 */
export async function runSuiteWindow({ url, name, timeoutMs, print }: SuiteWindow): Promise<number> {
  const screenshot = logFile(`${name}.png`);
  const consoleLog = logFile(`${name}-console.log`);
  rmSync(screenshot, { force: true });
  rmSync(consoleLog, { force: true });
  const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...chromiumArguments] });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const bugs: string[] = [];
    const onLog = (type: string, args: unknown[]): void => {
      if (format(...args).includes(bugMark)) bugs.push(format(...args));
      if (type === "info" && !noise.test(String(args[0]))) print(format(...args));
      else appendFileSync(consoleLog, `${type} ${format(...args)}\n`);
    };
    try {
      const code = await within(timeoutMs, suiteExit(page, url, onLog), "the suite in VS Code");
      if (code !== 0) await page.screenshot({ path: screenshot });
      bugs.push(...(await internalFailuresInPage(page)));
      return tellInternalFailures(bugs) ? 1 : code;
    } catch (error) {
      await page.screenshot({ path: screenshot });
      console.error(`See ${screenshot} and ${consoleLog}`);
      throw error;
    }
  } finally {
    await browser.close();
  }
}

/** Settles with the suite's exit code. */
async function suiteExit(page: Page, url: string, onLog: (type: string, args: unknown[]) => void): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    page.once("crash", () => {
      reject(new Error("the window crashed"));
    });
    Promise.all([page.exposeFunction("codeAutomationLog", onLog), page.exposeFunction("codeAutomationExit", resolve)])
      .then(() => page.goto(url))
      .catch(reject);
  });
}

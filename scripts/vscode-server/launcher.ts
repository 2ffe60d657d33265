#!/usr/bin/env node
// Stands in for VS Code's executable: takes its arguments, runs the server build with a headless Chromium as the
// window, and exits with the test suite's code. @vscode/test-electron's runTests can start it like a desktop VS Code.
import { resolve } from "node:path";
import { runSuiteWindow } from "../suiteWindow.ts";
import { startServer, type VscodeServer } from "./server.ts";

const timeoutMs = 4 * 60_000;

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

async function main(): Promise<number> {
  const folder = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
  const server = await startServer({
    name: "vscode-tests",
    runsSuite: true,
    extensionsFolder: requiredOption("extensions-dir"),
    dataFolder: requiredOption("user-data-dir"),
  });
  try {
    const url = testUrl(server, resolve(folder ?? "."));
    return await runSuiteWindow({ url, name: "vscode-tests", timeoutMs, print: console.log });
  } catch (error) {
    console.error(`The server's log is ${server.log}`);
    throw error;
  } finally {
    await server.stop();
  }
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error);
  process.exit(1);
}

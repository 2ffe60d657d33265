// `npm run test:vscode` and `npm run test:desktop`: the suite of test/vscode inside a real VS Code with the VSIX
// installed. The first uses the server build and a headless Chromium, the second a desktop VS Code: the one whose executable
// VSCODE_PATH names, or the version VSCODE_VERSION ("stable" if not given), which it downloads from Microsoft.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { copySamples } from "../test/support/workspace.ts";
import { bundleVscodeTests } from "./bundleVscodeTests.ts";
import { internalFailuresOnDisk, tellInternalFailures } from "./internalFailures.ts";
import { packageVsix, vsixPath } from "./packageVsix.ts";
import { root, temporaryFolder } from "./paths.ts";
import { childEnvironment, run } from "./processes.ts";
import { ensureServer } from "./vscode-server/install.ts";
import { installExtension } from "./vscode-server/server.ts";

const desktop = process.argv.includes("--desktop");
const packaged = process.argv.includes("--packaged") && existsSync(vsixPath());
const extensionsFolder = temporaryFolder("extensions");
const dataFolder = temporaryFolder("data");
const profile = [`--extensions-dir=${extensionsFolder}`, `--user-data-dir=${dataFolder}`];

// The launcher is started by its first line, so that the PATH has to lead to a Node that reads TypeScript.
process.env["PATH"] = childEnvironment()["PATH"];

try {
  const vsix = packaged ? vsixPath() : await packageVsix();
  const extensionTestsPath = await bundleVscodeTests();
  const vscodeExecutablePath = desktop ? await installedDesktop(vsix) : await installedServer(vsix);
  process.exitCode = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: join(root, "test", "vscode", "example"),
    extensionTestsPath,
    launchArgs: [copySamples(), ...profile],
  });
  if (tellInternalFailures(internalFailuresOnDisk(dataFolder))) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Installs the VSIX for the server build; what stands in for its executable is the launcher. */
async function installedServer(vsix: string): Promise<string> {
  await installExtension(await ensureServer(), vsix, { extensionsFolder, dataFolder, name: "vscode-tests" });
  return join(root, "scripts", "vscode-server", "launcher.ts");
}

/**
 * Finds or downloads a desktop VS Code and installs the VSIX into the profile of this run.
 * @throws when VSCODE_PATH names no file, or when the VSIX is not installed
 */
async function installedDesktop(vsix: string): Promise<string> {
  const executable = process.env["VSCODE_PATH"] ?? (await downloadAndUnzipVSCode(process.env["VSCODE_VERSION"]));
  if (!existsSync(executable)) {
    throw new Error(`VSCODE_PATH requires the executable of a desktop VS Code, got ${executable}`);
  }
  const [command, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const code = await run(command, [...args, ...profile, "--install-extension", vsix], { timeoutMs: 120_000 });
  if (code !== 0) throw new Error(`${command} --install-extension ${vsix} failed with code ${code}`);
  return executable;
}

// `npm run test:web`: the suite of test/vscode inside VS Code for the Web, with what the VSIX holds as the extension.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { copySamples } from "../test/support/workspace.ts";
import { bundleVscodeTests } from "./bundleVscodeTests.ts";
import { freePort } from "./freePort.ts";
import { packageVsix, vsixPath } from "./packageVsix.ts";
import { temporaryFolder } from "./paths.ts";
import { runSuiteWindow } from "./suiteWindow.ts";
import { ensureWeb, webVersion } from "./vscode-web/install.ts";

const timeoutMs = 4 * 60_000;
/** The suite's last line (test/vscode/web/summaryReporter.ts), which has no files to write into. */
const summaryMark = "BATCHNORM_TEST_SUMMARY ";

const packaged = process.argv.includes("--packaged");

try {
  const { testWeb, testRunnerDataDir } = await ensureWeb();
  const extension = unpack(packaged ? vsixPath() : await packageVsix());
  const tests = join(extension, "test", "index.js");
  await bundleVscodeTests({ platform: "browser", outfile: tests });
  const port = await freePort();
  const server = await testWeb.open({
    browserType: "none",
    quality: "stable",
    commit: webVersion,
    extensionDevelopmentPath: extension,
    extensionTestsPath: tests,
    folderPath: copySamples(),
    host: "localhost",
    port,
    testRunnerDataDir,
  });
  try {
    const url = `http://localhost:${port}`;
    process.exitCode = await runSuiteWindow({ url, name: "vscode-web-tests", timeoutMs, print });
  } finally {
    server.dispose();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Unpacks the extension's files into a folder and returns it. */
function unpack(vsix: string): string {
  const folder = temporaryFolder("web-extension");
  for (const [name, data] of Object.entries(unzipSync(readFileSync(vsix)))) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, data);
  }
  return join(folder, "extension");
}

function print(line: string): void {
  const file = process.env["BATCHNORM_TEST_SUMMARY"];
  if (!line.startsWith(summaryMark)) console.log(line);
  else if (file) writeFileSync(file, line.slice(summaryMark.length));
}

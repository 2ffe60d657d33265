// `npm run test:e2e`: drives a real VS Code with the VSIX installed, as a person does. Arguments go to mocha:
// npm run test:e2e -- --grep "bad input". With --packaged an existing VSIX is taken as it is; with --changed (or
// --changed=<commit>) only files of tests run that a change since main can reach.
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { allTests, changedTests } from "./changedTests.ts";
import { packageVsix, vsixPath } from "./packageVsix.ts";
import { root } from "./paths.ts";
import { run } from "./processes.ts";

const changed = process.argv.find((argument) => /^--changed(=|$)/.test(argument));
const mochaArguments = process.argv.slice(2).filter((argument) => argument !== "--packaged" && argument !== changed);
const packaged = process.argv.includes("--packaged") && existsSync(vsixPath());

/** Two processes take one file after the other: the longest come first, so that none is left alone at the end. */
function longestFirst(files: readonly string[]): string[] {
  const size = (file: string): number => statSync(join(root, file)).size;
  return [...files].sort((a, b) => size(b) - size(a));
}

async function chosenTests(): Promise<readonly string[]> {
  if (mochaArguments.some((argument) => argument.endsWith(".test.ts"))) return [];
  if (changed === undefined) return longestFirst(allTests());
  const reached = await changedTests(changed.split("=").at(1) ?? "main");
  for (const [test, causes] of reached) {
    const more = causes.length > 3 ? ` and ${causes.length - 3} more` : "";
    console.log(`${test}: ${causes.slice(0, 3).join(", ")}${more}`);
  }
  return longestFirst([...reached.keys()]);
}

try {
  const tests = await chosenTests();
  if (changed !== undefined && tests.length === 0) {
    console.log("The change reaches no end-to-end test.");
  } else {
    const vsix = packaged ? vsixPath() : await packageVsix();
    const mocha = join("node_modules", "mocha", "bin", "mocha.js");
    const args = [mocha, "--config", join("test", "e2e", ".mocharc.json"), "--exit", ...mochaArguments, ...tests];
    // Four minutes on a quiet machine; on a busy one they took several times as long, each test passing.
    process.exitCode = await run(process.execPath, args, { env: { BATCHNORM_VSIX: vsix }, timeoutMs: 30 * 60_000 });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

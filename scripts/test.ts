// `npm test`: every check and every suite, one after the other, from the packaged VSIX. Its last line is
// `N passed, N failed`, in which a check (types, lint, …) counts as one test; its exit code is 1 if anything failed.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { logFile, logsFolder } from "./paths.ts";
import { run, stopAll } from "./processes.ts";
import type { SuiteSummary } from "../test/support/summaryReporter.ts";

interface Step {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  readonly timeoutMs: number;
  /** A suite of tests reports its counts; a check passes or fails as one. */
  readonly kind: "check" | "suite";
}

const minute = 60_000;
const tool = (...path: string[]): string => join("node_modules", ...path);
const script = (name: string): string => join("scripts", name);

const steps: readonly Step[] = [
  { name: "types", kind: "check", args: [tool("typescript", "bin", "tsc"), "-p", "."], timeoutMs: 3 * minute },
  {
    name: "types of the pages",
    kind: "check",
    args: [tool("typescript", "bin", "tsc"), "-p", "webview"],
    timeoutMs: 3 * minute,
  },
  {
    name: "types of the tests in a browser",
    kind: "check",
    args: [tool("typescript", "bin", "tsc"), "-p", join("test", "e2e")],
    timeoutMs: 3 * minute,
  },
  {
    name: "lint",
    kind: "check",
    args: [tool("eslint", "bin", "eslint.js"), "--max-warnings", "0", "."],
    timeoutMs: 5 * minute,
  },
  {
    name: "format",
    kind: "check",
    args: [tool("prettier", "bin", "prettier.cjs"), "--check", "--log-level", "warn", "."],
    timeoutMs: 3 * minute,
  },
  {
    name: "unit tests",
    kind: "suite",
    args: [tool("mocha", "bin", "mocha.js"), "--reporter", join("test", "support", "summaryReporter.ts")],
    timeoutMs: 15 * minute, // two on a quiet machine, seven were seen on a busy one
  },
  { name: "package", kind: "check", args: [script("package.ts")], timeoutMs: 3 * minute },
  { name: "tests of the pages", kind: "suite", args: [script("testPages.ts"), "--packaged"], timeoutMs: 10 * minute },
  {
    name: "tests inside VS Code",
    kind: "suite",
    args: [script("testVscode.ts"), "--packaged"],
    timeoutMs: 15 * minute,
  },
  {
    name: "tests inside VS Code for the Web",
    kind: "suite",
    args: [script("testWeb.ts"), "--packaged"],
    timeoutMs: 15 * minute,
  },
  { name: "end-to-end tests", kind: "suite", args: [script("testE2e.ts"), "--packaged"], timeoutMs: 45 * minute },
];

/** Runs a step. A suite that reports no tests, or ends badly without a failed test, counts as one failure more. */
async function runStep({ name, kind, args, timeoutMs }: Step): Promise<SuiteSummary & { seconds: number }> {
  console.log(`\n== ${name}: node ${args.join(" ")}`);
  const summary = logFile(`summary-${name.replaceAll(" ", "-")}.json`);
  rmSync(summary, { force: true });
  const startedAt = Date.now();
  const code = await exitCode(args, timeoutMs, summary);
  const counts = kind === "suite" ? readSummary(summary) : { passed: code === 0 ? 1 : 0, failed: 0, slowest: [] };
  const unexplained = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  const failed = counts.failed + (unexplained ? 1 : 0);
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(`== ${name}: ${counts.passed} passed, ${failed} failed in ${seconds.toFixed(1)} s`);
  return { ...counts, failed, seconds };
}

async function exitCode(args: readonly string[], timeoutMs: number, summary: string): Promise<number> {
  try {
    return await run(process.execPath, args, { timeoutMs, env: { BATCHNORM_TEST_SUMMARY: summary } });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

function readSummary(file: string): SuiteSummary {
  const none = { passed: 0, failed: 0, slowest: [] };
  return existsSync(file) ? { ...none, ...(JSON.parse(readFileSync(file, "utf8")) as Partial<SuiteSummary>) } : none;
}

let passed = 0;
let failed = 0;
const failedSteps: string[] = [];
const times: { name: string; seconds: number }[] = [];
const slowest: { title: string; ms: number }[] = [];
for (const step of steps) {
  const summary = await runStep(step);
  passed += summary.passed;
  failed += summary.failed;
  times.push({ name: step.name, seconds: summary.seconds });
  slowest.push(...summary.slowest);
  if (summary.failed > 0) failedSteps.push(step.name);
}
await stopAll();
console.log("\nTime of each part, and the ten slowest tests:");
for (const { name, seconds } of times) console.log(`${seconds.toFixed(1).padStart(8)} s  ${name}`);
for (const { title, ms } of slowest.sort((a, b) => b.ms - a.ms).slice(0, 10)) {
  console.log(`${(ms / 1000).toFixed(1).padStart(8)} s  ${title}`);
}
if (failed > 0) console.log(`\nFailed: ${failedSteps.join(", ")}. Logs and screenshots are in ${logsFolder}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

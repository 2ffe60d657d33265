// `npm test`: every check and every suite, from the packaged VSIX. Its last line is `N passed, N failed`, in which a check
// (types, lint, …) counts as one test; its exit code is 1 if anything failed. Checks run in two lanes beside each other,
// unit and end-to-end tests in two processes; two suites inside VS Code would take longer beside each other. With --checks
// (`npm run check`) only types, lint, format and unit tests run, by what is cached.
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

/** Steps that run one after the other, beside those of another lane. */
type Lane = readonly Step[];

const checksOnly = process.argv.includes("--checks");
const minute = 60_000;
const tool = (...path: string[]): string => join("node_modules", ...path);
const script = (name: string): string => join("scripts", name);

function check(name: string, ...args: string[]): Step {
  return { name, kind: "check", args, timeoutMs: 5 * minute };
}

function types(name: string, project: string): Step {
  return check(name, tool("typescript", "bin", "tsc"), "-p", project);
}

function suite(name: string, minutes: number, ...args: string[]): Step {
  return { name, kind: "suite", args, timeoutMs: minutes * minute };
}

/** Lint by what is cached does not see what a change does to the types of other files: `npm test` looks at all. */
function cache(name: string): string[] {
  return checksOnly ? ["--cache", "--cache-location", join(".cache", name)] : [];
}

const lint = check("lint", tool("eslint", "bin", "eslint.js"), "--max-warnings", "0", ...cache("eslint"), ".");
const prettier = [tool("prettier", "bin", "prettier.cjs"), "--check", "--log-level", "warn", ...cache("prettier")];
const quick: Lane = [
  types("types", "."),
  types("types of the pages", "webview"),
  types("types of the tests in a browser", join("test", "e2e")),
  check("format", ...prettier, "."),
];
const reporter = join("test", "support", "summaryReporter.ts");
// Their minutes are for a busy machine: on a quiet one they take a tenth.
const unit = suite("unit tests", 15, tool("mocha", "bin", "mocha.js"), "--reporter", reporter);
const pack = check("package", script("package.ts"));
const pages = suite("tests of the pages", 10, script("testPages.ts"), "--packaged");
const vscode = suite("tests inside VS Code", 15, script("testVscode.ts"), "--packaged");
const web = suite("tests inside VS Code for the Web", 15, script("testWeb.ts"), "--packaged");
const e2e = suite("end-to-end tests", 31, script("testE2e.ts"), "--packaged");

const stages: readonly (readonly Lane[])[] = checksOnly
  ? [[[lint], quick], [[unit]]]
  : [[[lint], [...quick, pack]], [[unit]], [[pages, vscode, web, e2e]]];

/**
 * Runs a step. A suite that reports no tests, or ends badly without a failed test, counts as one failure more.
 *
 * @param isAlone whether its output can be seen as it comes; beside another step it is printed at the end, in one piece
 */
async function runStep(step: Step, isAlone: boolean): Promise<SuiteSummary & { seconds: number }> {
  const { name, kind, args } = step;
  const header = `\n== ${name}: node ${args.join(" ")}`;
  if (isAlone) console.log(header);
  const summary = logFile(`summary-${name.replaceAll(" ", "-")}.json`);
  rmSync(summary, { force: true });
  const startedAt = Date.now();
  const log = isAlone ? null : logFile(`step-${name.replaceAll(" ", "-")}.log`);
  if (log !== null) rmSync(log, { force: true });
  const code = await exitCode(step, summary, log);
  if (log !== null) console.log(`${header}\n${existsSync(log) ? readFileSync(log, "utf8").trimEnd() : ""}`);
  const counts = kind === "suite" ? readSummary(summary) : { ...nothing, passed: code === 0 ? 1 : 0 };
  const unexplained = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  const failed = counts.failed + (unexplained ? 1 : 0);
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(`== ${name}: ${counts.passed} passed, ${failed} failed in ${seconds.toFixed(1)} s`);
  return { ...counts, failed, seconds };
}

async function exitCode({ args, timeoutMs }: Step, summary: string, log: string | null): Promise<number> {
  try {
    const env = { BATCHNORM_TEST_SUMMARY: summary };
    return await run(process.execPath, args, { timeoutMs, env, ...(log === null ? {} : { log }) });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

const nothing: SuiteSummary = { passed: 0, failed: 0, retried: [], slowest: [] };

function readSummary(file: string): SuiteSummary {
  const written = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<SuiteSummary>) : {};
  return { ...nothing, ...written };
}

let passed = 0;
let failed = 0;
const failedSteps: string[] = [];
const times: { name: string; seconds: number }[] = [];
const slowest: { title: string; ms: number }[] = [];
const retried: string[] = [];

async function runLane(lane: Lane, isAlone: boolean): Promise<void> {
  for (const step of lane) {
    const summary = await runStep(step, isAlone);
    passed += summary.passed;
    failed += summary.failed;
    times.push({ name: step.name, seconds: summary.seconds });
    slowest.push(...summary.slowest);
    retried.push(...summary.retried);
    if (summary.failed > 0) failedSteps.push(step.name);
  }
}

const startedAt = Date.now();
for (const lanes of stages) await Promise.all(lanes.map((lane) => runLane(lane, lanes.length === 1)));
await stopAll();
console.log("\nTime of each part, and the ten slowest tests:");
for (const { name, seconds } of times) console.log(`${seconds.toFixed(1).padStart(8)} s  ${name}`);
console.log(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(8)} s  all`);
for (const { title, ms } of slowest.sort((a, b) => b.ms - a.ms).slice(0, 10)) {
  console.log(`${(ms / 1000).toFixed(1).padStart(8)} s  ${title}`);
}
for (const title of retried) console.log(`\nPassed only when it was tried again, or failed twice: ${title}`);
if (failed > 0) console.log(`\nFailed: ${failedSteps.join(", ")}. Logs and screenshots are in ${logsFolder}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/** What a suite leaves for the test command. */
export interface SuiteSummary {
  readonly passed: number;
  readonly failed: number;
  /** Those that passed only when they were tried again. */
  readonly retried: readonly string[];
  /** The ten that took longest, the slowest first. */
  readonly slowest: readonly { readonly title: string; readonly ms: number }[];
}

/**
 * Mocha's usual output, and a `SuiteSummary` as JSON in the file that `BATCHNORM_TEST_SUMMARY` names. The test command adds
 * the suites up from these files; one that finds no tests or dies writes none and counts as failed.
 */
export default class SummaryReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env["BATCHNORM_TEST_SUMMARY"];
    const times: { title: string; ms: number }[] = [];
    runner.on("pass", (test) => times.push({ title: test.fullTitle(), ms: test.duration ?? 0 }));
    const retried: string[] = [];
    // What passes the second time has a first cause, which the retry would hide.
    runner.on("retry", (test: Mocha.Test, error: Error) => {
      retried.push(test.fullTitle());
      console.log(`    retried: ${test.fullTitle()}: ${error.stack ?? error.message}`);
    });
    runner.once("end", () => {
      const { passes: passed, failures: failed } = this.stats;
      const slowest = times.sort((a, b) => b.ms - a.ms).slice(0, 10);
      if (file) writeFileSync(file, JSON.stringify({ passed, failed, retried, slowest } satisfies SuiteSummary));
    });
  }
}

import { writeFileSync } from "node:fs";
import Mocha from "mocha";

/**
 * Mocha's usual output, and the counts as JSON in the file that `BATCHNORM_TEST_SUMMARY` names: `{ passed, failed }`.
 * The test command adds the suites up from these files; one that finds no tests or dies writes none and counts as failed.
 */
export default class SummaryReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env["BATCHNORM_TEST_SUMMARY"];
    runner.once("end", () => {
      const { passes: passed, failures: failed } = this.stats;
      if (file) writeFileSync(file, JSON.stringify({ passed, failed }));
    });
  }
}

import Mocha from "mocha";

/** Mocha's usual output, and the counts as its last line, which scripts/testWeb.ts takes out: there are no files here. */
export default class SummaryReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.once("end", () => {
      const { passes: passed, failures: failed } = this.stats;
      console.log(`BATCHNORM_TEST_SUMMARY ${JSON.stringify({ passed, failed })}`);
    });
  }
}

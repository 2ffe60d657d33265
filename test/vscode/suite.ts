// Runs mocha inside VS Code's extension host. Bundled with every *.test.ts beside it into one file (scripts/bundleVscodeTests.ts).
import Mocha from "mocha";

/**
 * Loads the test files and runs them.
 * @throws when a test fails or there is none: VS Code then exits with a code other than 0
 */
export async function runSuite(
  reporter: Mocha.ReporterConstructor,
  loadFiles: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const mocha = new Mocha({
    ui: "bdd",
    color: false,
    reporter,
    timeout: 20_000,
    slow: 2000,
    forbidOnly: true,
    forbidPending: true,
  });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, "", mocha);
  for (const load of loadFiles) await load();
  const runner = await new Promise<{ failures: number; total: number }>((resolve) => {
    const started = mocha.run((failures) => {
      resolve({ failures, total: started.total });
    });
  });
  if (runner.total === 0) throw new Error("the suite found no tests");
  if (runner.failures > 0) throw new Error(`${runner.failures} of ${runner.total} tests failed`);
}

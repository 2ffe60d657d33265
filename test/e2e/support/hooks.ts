// Mocha's root hooks: one environment for each mocha process, evidence when a test fails, and a look into the extension's
// log after every file.
import type { Context } from "mocha";
import { internalFailuresOnDisk, tellInternalFailures } from "../../../scripts/internalFailures.ts";
import { keepEvidence } from "./evidence.ts";
import { startEnvironment, type Environment } from "./environment.ts";
import { internalFailuresSeen, openWorkbenches } from "./workbench.ts";

let environment: Environment | undefined;
let numTold = 0;

/** Two processes share the files: each comes here before and after every file, and keeps its environment in between. */
const isWorker = process.env["MOCHA_WORKER_ID"] !== undefined;

export const mochaHooks = {
  async beforeAll(this: Context) {
    this.timeout(180_000);
    const vsix = process.env["BATCHNORM_VSIX"];
    if (!vsix) throw new Error("BATCHNORM_VSIX requires the path of a VSIX: run these tests by npm run test:e2e");
    environment ??= await startEnvironment(vsix);
  },

  async afterEach(this: Context) {
    const test = this.currentTest;
    // A test that is going to be tried again has no state.
    if (environment && test && test.state !== "passed") await keepEvidence(test.fullTitle(), environment.server);
  },

  async afterAll(this: Context) {
    this.timeout(30_000);
    // Every file closes its windows, but for one that never got ready.
    if (environment && openWorkbenches.size > 0) await keepEvidence("a window that was left open", environment.server);
    for (const workbench of openWorkbenches) await workbench.close();
    const onDisk = environment === undefined ? [] : internalFailuresOnDisk(environment.server.dataFolder);
    const found = [...onDisk, ...internalFailuresSeen].slice(numTold);
    numTold += found.length;
    if (!isWorker) await environment?.stop();
    if (tellInternalFailures(found)) throw new Error(`the extension's log has ${found.length} internal failures`);
  },
};

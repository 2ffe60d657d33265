// Mocha's root hooks: the environment around all files, a screenshot of every open window when a test fails, and
// a look into the extension's log at the end.
import type { Context } from "mocha";
import { internalFailuresOnDisk, tellInternalFailures } from "../../../scripts/internalFailures.ts";
import { startEnvironment, type Environment } from "./environment.ts";
import { internalFailuresSeen, openWorkbenches } from "./workbench.ts";

let environment: Environment | undefined;

export const mochaHooks = {
  async beforeAll(this: Context) {
    this.timeout(180_000);
    const vsix = process.env["BATCHNORM_VSIX"];
    if (!vsix) throw new Error("BATCHNORM_VSIX requires the path of a VSIX: run these tests by npm run test:e2e");
    environment = await startEnvironment(vsix);
  },

  async afterEach(this: Context) {
    const test = this.currentTest;
    if (test?.state !== "failed") return;
    const name = test
      .fullTitle()
      .replaceAll(/[^a-z0-9]+/gi, "-")
      .slice(0, 100);
    for (const workbench of openWorkbenches) console.log(`See ${await workbench.screenshot(`failed-${name}`)}`);
  },

  async afterAll(this: Context) {
    this.timeout(30_000);
    for (const workbench of openWorkbenches) await workbench.close();
    await environment?.stop();
    const onDisk = environment === undefined ? [] : internalFailuresOnDisk(environment.server.dataFolder);
    const found = [...onDisk, ...internalFailuresSeen];
    if (tellInternalFailures(found)) throw new Error(`the extension's log has ${found.length} internal failures`);
  },
};

// `npm run test:e2e:soak -- 20`: the end-to-end tests so many times in a row (20 if not given) while a busy loop takes one
// core, and no test is tried again. More arguments go to mocha. Fails with the first run that does; its evidence is in
// `.vscode-test/logs`.
import { join } from "node:path";
import { packageVsix } from "./packageVsix.ts";
import { run, start } from "./processes.ts";

const given = process.argv.slice(2);
const count = given.find((argument) => /^\d+$/.test(argument));
const times = Number(count ?? 20);
const mochaArguments = given.filter((argument) => argument !== count);
const hour = 3_600_000;

await packageVsix();
const load = start(process.execPath, ["-e", "for (;;);"]);
try {
  for (let time = 1; time <= times; time++) {
    console.log(`\n== run ${time} of ${times}`);
    const startedAt = Date.now();
    const args = [join("scripts", "testE2e.ts"), "--packaged", "--retries", "0", ...mochaArguments];
    process.exitCode = await run(process.execPath, args, { timeoutMs: hour });
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
    if (process.exitCode !== 0) {
      console.log(`\nRun ${time} of ${times} failed after ${seconds} s`);
      break;
    }
    console.log(`== run ${time} of ${times} passed in ${seconds} s`);
  }
} finally {
  await load.stop();
}

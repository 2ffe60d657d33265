// `npm run test:e2e`: drives a real VS Code with the VSIX installed, as a person does. Arguments go to mocha:
// npm run test:e2e -- --grep "bad input". With --packaged an existing VSIX is taken as it is.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { packageVsix, vsixPath } from "./packageVsix.ts";
import { run } from "./processes.ts";

const mochaArguments = process.argv.slice(2).filter((argument) => argument !== "--packaged");
const packaged = process.argv.includes("--packaged") && existsSync(vsixPath());

try {
  const vsix = packaged ? vsixPath() : await packageVsix();
  const mocha = join("node_modules", "mocha", "bin", "mocha.js");
  const args = [mocha, "--config", join("test", "e2e", ".mocharc.json"), "--exit", ...mochaArguments];
  // Ten minutes on a quiet machine; on a busy one they took two and a half times as long, each test passing.
  process.exitCode = await run(process.execPath, args, { env: { BATCHNORM_VSIX: vsix }, timeoutMs: 44 * 60_000 });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

// `npm run test:pages`: the built pages in a plain Chromium, a real session behind them and no VS Code. Arguments go to
// mocha: npm run test:pages -- --grep "drag". With --packaged the pages are taken as the package made them.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.ts";
import { run } from "./processes.ts";

const mochaArguments = process.argv.slice(2).filter((argument) => argument !== "--packaged");
const isBuilt = process.argv.includes("--packaged") && existsSync(join(root, "dist", "webview", "report.js"));
const minute = 60_000;

try {
  const built = isBuilt ? 0 : await run(process.execPath, [join("scripts", "build.ts")], { timeoutMs: minute });
  const mocha = join("node_modules", "mocha", "bin", "mocha.js");
  const args = [mocha, "--config", join("test", "pages", ".mocharc.json"), "--exit", ...mochaArguments];
  process.exitCode = built === 0 ? await run(process.execPath, args, { timeoutMs: 10 * minute }) : built;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

// `npm run coverage`: how much of src/ the unit tests run, by lines and branches, for each of its rooms, the least covered
// files of those under 90 %, and why a room may be there. Arguments are folders or files of unit tests; all if none is given.
import { readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./paths.ts";
import { run } from "./processes.ts";

const enough = 90;

/** Rooms that unit tests cannot reach or need not, by the start of their name, and what runs them instead. */
const reasons: Readonly<Record<string, string>> = {
  "src/extension": "starts in VS Code: npm run test:vscode and test:web",
  "src/host": "needs the API of VS Code: npm run test:vscode, test:web and test:e2e",
  "src/worker/main": "starts in a thread or a Web Worker: npm run test:vscode and test:web",
};

interface Share {
  readonly total: number;
  readonly covered: number;
}
interface FileShares {
  readonly lines: Share;
  readonly branches: Share;
}

const reports = join(root, ".cache", "coverage");
rmSync(reports, { recursive: true, force: true });
const tests = process.argv.slice(2);
const code = await run(
  process.execPath,
  [
    join("node_modules", "c8", "bin", "c8.js"),
    ...["--all", "--src", "src", "--include", "src/**/*.ts", "--exclude", "src/**/assembly/**"],
    ...["--reporter", "json-summary", "--reports-dir", reports, "--temp-directory", join(reports, "raw")],
    ...[process.execPath, join("node_modules", "mocha", "bin", "mocha.js"), "--reporter", "dot"],
    ...(tests.length === 0 ? [] : ["--no-config", "--require", "test/support/internalFailures.ts", "--recursive"]),
    ...(tests.length === 0 ? [] : ["--extension", "ts", "--timeout", "60000", ...tests]),
  ],
  { timeoutMs: 30 * 60_000 },
);

const summary = JSON.parse(readFileSync(join(reports, "coverage-summary.json"), "utf8")) as Record<string, FileShares>;
const files = Object.entries(summary)
  .filter(([file]) => file !== "total")
  .map(([file, shares]) => ({ file: relative(root, file).replaceAll("\\", "/"), ...shares }));

/** src/session/doctor for what lies in it, however deep; a file right below src/ or a part of it is of that part's own room. */
function roomOf(file: string): string {
  return file.split("/").slice(0, -1).slice(0, 3).join("/");
}

const percent = (shares: readonly Share[]): number => {
  const sum = (key: keyof Share): number => shares.reduce((all, share) => all + share[key], 0);
  return sum("total") === 0 ? 100 : (100 * sum("covered")) / sum("total");
};
const column = (value: number): string => `${value.toFixed(1).padStart(6)} %`;

console.log("\n   lines  branches  room");
for (const room of [...new Set(files.map(({ file }) => roomOf(file)))].sort()) {
  const own = files.filter(({ file }) => roomOf(file) === room);
  const lines = percent(own.map((file) => file.lines));
  console.log(`${column(lines)}  ${column(percent(own.map((file) => file.branches)))}  ${room}`);
  if (lines >= enough) continue;
  const reason = Object.entries(reasons).find(([start]) => room.startsWith(start))?.[1];
  if (reason !== undefined) console.log(`${" ".repeat(20)}${reason}`);
  const least = own
    .filter((file) => percent([file.lines]) < enough)
    .sort((a, b) => missing(b.lines) - missing(a.lines));
  for (const { file, lines: share } of reason === undefined ? least.slice(0, 8) : []) {
    console.log(`${" ".repeat(20)}${column(percent([share]))}  ${file}, ${missing(share)} lines`);
  }
}
console.log(
  `${column(percent(files.map((file) => file.lines)))}  ${column(percent(files.map((file) => file.branches)))}  all`,
);
process.exitCode = code;

function missing({ total, covered }: Share): number {
  return total - covered;
}

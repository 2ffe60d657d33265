import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { frameworks, type FrameworkRow, type TensorRole } from "../src/documents/layers/frameworks.ts";

// Makes the table of conventions in README.md out of the code's own: node scripts/frameworkTable.ts

const start = "<!-- frameworks: made by scripts/frameworkTable.ts -->";
const end = "<!-- end of frameworks -->";

/** The table of conventions as Markdown. */
export function frameworkTable(): string {
  const rows = frameworks.map((row) => [
    row.title,
    names(row),
    row.eps.toExponential(),
    `${row.momentum} of the ${row.momentumOf}`,
    row.runningVariance,
    String(row.channelAxis).replace("-", "−"),
    row.note ?? "",
  ]);
  const head = ["", "γ, β, mean, variance", "ε", "momentum", "running variance", "axis", ""];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** README.md with the table that the code gives. */
export function withFrameworkTable(readme: string): string {
  const [before, rest] = readme.split(start);
  const after = rest.split(end)[1];
  return `${before}${start}\n\n<!-- prettier-ignore -->\n${frameworkTable()}\n\n${end}${after}`;
}

/** Every way to write a name, but for separators: Haiku's stand for one name. */
function shown(all: readonly string[] = []): string {
  return (all[0]?.startsWith("~") ? all.slice(0, 1) : all).map((name) => `\`${name}\``).join("/");
}

function names({ namings }: FrameworkRow): string {
  const roles: readonly TensorRole[] = ["gamma", "beta", "mean", "variance"];
  return namings.map((naming) => roles.map((role) => shown(naming.names[role])).join(" ")).join("; ");
}

if (process.argv[1] === import.meta.filename) {
  const path = join(import.meta.dirname, "..", "README.md");
  writeFileSync(path, withFrameworkTable(readFileSync(path, "utf8")));
}

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(import.meta.dirname, "../..");
const mostFiles = 17;

/** The sources by their paths in the repository. AssemblyScript, which no TypeScript file imports, is left out. */
const sources = new Map(
  ["src", "webview"]
    .flatMap((room) =>
      readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).map((path) => join(room, path)),
    )
    .filter((path) => path.endsWith(".ts") && !path.includes("assembly"))
    .map((path) => [path, readFileSync(join(root, path), "utf8")]),
);

/** What each file imports, types included. */
const imports = new Map(
  [...sources].map(([path, text]) => {
    const named = text.matchAll(/^(?:import|export)\b(?:[^;"]*from )?"(\..+?)";$/gm);
    return [path, [...named].map(([, target]) => relative(root, join(root, dirname(path), target)))];
  }),
);

/** A way from a file back to itself, or null. Files that lead nowhere back are noted in `done`. */
function circleFrom(path: string, way: readonly string[], done: Set<string>): readonly string[] | null {
  const start = way.indexOf(path);
  if (start >= 0) return [...way.slice(start), path];
  if (done.has(path)) return null;
  for (const target of imports.get(path) ?? []) {
    const circle = circleFrom(target, [...way, path], done);
    if (circle !== null) return circle;
  }
  done.add(path);
  return null;
}

describe("the sources", () => {
  it("import each other without a circle", () => {
    const done = new Set<string>();
    assert.ok([...imports.values()].flat().length > 2000);
    for (const path of sources.keys()) assert.equal(circleFrom(path, [], done)?.join("\n"), undefined);
  });

  it(`lie in folders of at most ${mostFiles} files`, () => {
    const folders = [...sources.keys()].map(dirname);
    const full = folders.filter((folder) => folders.filter((other) => other === folder).length > mostFiles);
    assert.deepEqual([...new Set(full)], []);
  });

  it("of the worker know the session through its room of requests alone", () => {
    const known = [...imports]
      .filter(([path]) => path.startsWith("src/worker/"))
      .flatMap(([, targets]) => targets.filter((target) => target.startsWith("src/session/")));
    assert.deepEqual([...new Set(known.map(dirname))], ["src/session/compute"]);
  });
});

// `npm run mutation`: breaks 100 statements of the engine, the documents and the session, one by one, and lists those that no
// unit test noticed. Options: --count=20, --seed=7, --rooms=src/engine,src/session/doctor. A mutant is tried on the unit tests
// that import its file, the nearest first, until one fails; a test that then takes too long has noticed it too.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { importGraph, type ImportGraph } from "./importGraph.ts";
import { mutantsOf, type Mutant } from "./mutation/mutants.ts";
import { logFile, root } from "./paths.ts";
import { run } from "./processes.ts";

function option(name: string, otherwise: string): string {
  const prefix = `--${name}=`;
  return process.argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length) ?? otherwise;
}

const seed = Number(option("seed", "1"));
const count = Number(option("count", "100"));
const rooms = option("rooms", "src/engine,src/documents,src/session").split(",");
const timeoutMs = 10 * 60_000;

/** Mulberry32: the same numbers from 0 to 1 for the same seed. */
function randomNumbers(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function filesIn(folder: string, isWanted: (name: string) => boolean): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter(isWanted)
    .sort();
}

/** Every file that a test imports → how far the imports between them are. */
function distances(graph: ImportGraph, test: string): ReadonlyMap<string, number> {
  const found = new Map([[test, 0]]);
  for (const [file, distance] of found) {
    for (const next of graph.get(file) ?? []) if (!found.has(next)) found.set(next, distance + 1);
  }
  return found;
}

const tests = filesIn("test/unit", (name) => name.endsWith(".test.ts"));
const graph = await importGraph(tests);
const reach = tests.map((test) => ({ test, distances: distances(graph, test) }));

/** The tests that import a file, the nearest first. */
function testsOf(file: string): string[] {
  return reach
    .flatMap(({ test, distances: all }) => ({ test, distance: all.get(file) ?? Infinity }))
    .filter(({ distance }) => distance < Infinity)
    .sort((a, b) => a.distance - b.distance)
    .map(({ test }) => test);
}

/** Whether a test failed on it. */
async function isNoticed({ file, text }: Mutant, reaching: readonly string[]): Promise<boolean> {
  const args = [
    ...["--import", "./scripts/mutation/loadMutant.ts", join("node_modules", "mocha", "bin", "mocha.js")],
    ...["--no-config", "--bail", "--exit", "--timeout", "60000", "--reporter", "dot"],
    ...["--require", "test/support/internalFailures.ts", ...reaching],
  ];
  const env = { BATCHNORM_MUTANT: join(root, file), BATCHNORM_MUTANT_TEXT: text };
  try {
    return (await run(process.execPath, args, { timeoutMs, env, log: logFile("mutation.log") })) !== 0;
  } catch {
    return true;
  }
}

const sources = rooms.flatMap((room) => filesIn(room, (name) => name.endsWith(".ts") && !name.includes("/assembly/")));
const all = sources.flatMap((file) => mutantsOf(file, readFileSync(join(root, file), "utf8")));
const random = randomNumbers(seed);
console.log(`${count} of ${all.length} mutants of ${sources.length} files, seed ${seed}`);
const survivors: Mutant[] = [];
for (let n = 1; n <= count && all.length > 0; n++) {
  const [mutant] = all.splice(Math.floor(random() * all.length), 1);
  const reaching = testsOf(mutant.file);
  const noticed = reaching.length > 0 && (await isNoticed(mutant, reaching));
  if (!noticed) survivors.push(mutant);
  const said = noticed ? "noticed" : reaching.length === 0 ? "NO TEST IMPORTS IT" : "SURVIVED";
  console.log(`${n}. ${said}: ${mutant.file}:${mutant.line}  ${mutant.before}  →  ${mutant.after}`);
}
console.log(`\n${survivors.length} of ${count} survived`);
for (const { file, line, before, after } of survivors) console.log(`  ${file}:${line}\n    ${before}\n    ${after}`);

// Which files a module needs when it runs, as the bundler sees it: types are no need.
import { build, type Metafile } from "esbuild";
import { codiconFont } from "./codiconFont.ts";
import { root } from "./paths.ts";

/** From a file to the files that it imports values from; paths from the project's root, with slashes. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** The graph of everything that the entries import. Packages are left out. */
export async function importGraph(entries: readonly string[]): Promise<ImportGraph> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...entries],
    outdir: "out/graph",
    bundle: true,
    write: false,
    metafile: true,
    logLevel: "error",
    platform: "node",
    format: "esm",
    packages: "external",
    plugins: [codiconFont],
    loader: { ".css": "empty", ".ttf": "empty", ".svg": "empty" },
  });
  return graphOf(metafile);
}

function graphOf({ inputs }: Metafile): ImportGraph {
  return new Map(
    Object.entries(inputs).map(([file, { imports }]) => [
      file,
      imports.filter(({ external }) => external !== true).map(({ path }) => path),
    ]),
  );
}

/**
 * Everything that some files import, directly or not, and they themselves. Where `isWall` says so, a file is in it and what
 * that file imports is not.
 */
export function closure(
  graph: ImportGraph,
  files: readonly string[],
  isWall: (file: string) => boolean = () => false,
): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...files];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    if (!isWall(file)) waiting.push(...(graph.get(file) ?? []));
  }
  return found;
}

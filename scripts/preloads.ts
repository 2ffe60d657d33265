import { basename } from "node:path";
import type { Metafile } from "esbuild";

/** The modules that a page will ask for, by their file names. */
export interface PagePreloads {
  /** What its script needs before it runs. */
  readonly first: readonly string[];
  /** What its script loads once it runs. */
  readonly later: readonly string[];
}

/**
 * What every page loads besides its own script, as a bundle with shared chunks has it.
 * @example preloads(metafile)["report"] // { first: ["shared-A.js"], later: ["detail-B.js", "shared-C.js"] }
 */
export function preloads({ outputs }: Metafile): Record<string, PagePreloads> {
  const pages = Object.entries(outputs).filter(([path, { entryPoint }]) => path.endsWith(".js") && isMain(entryPoint));
  return Object.fromEntries(
    pages.map(([path]) => {
      const first = reached(outputs, path, ["import-statement"]);
      const all = reached(outputs, path, ["import-statement", "dynamic-import"]);
      const names = (paths: readonly string[]): string[] => paths.map((it) => basename(it));
      return [basename(path, ".js"), { first: names(first), later: names(all.filter((it) => !first.includes(it))) }];
    }),
  );
}

/** A chunk that is loaded later has an entry point as well. */
function isMain(entryPoint: string | undefined): boolean {
  return entryPoint?.endsWith("/main.ts") === true;
}

/** The files that one leads to by imports of some kinds, without itself. */
function reached(outputs: Metafile["outputs"], from: string, kinds: readonly string[]): string[] {
  const found = new Set([from]);
  for (const path of found) {
    for (const { path: imported, kind } of outputs[path].imports) if (kinds.includes(kind)) found.add(imported);
  }
  found.delete(from);
  return [...found];
}

// Which packages are in what is shipped, as esbuild bundles it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { host, pages, web, webReaders } from "../bundles.ts";
import { root } from "../paths.ts";

export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX identifier. */
  readonly license: string;
  readonly url: string;
  /** The package's own licence file. */
  readonly text: string;
}

/** What esbuild's list of inputs does not show: glyphs of a font, and the runtime that a compiler puts into its modules. */
const embedded = ["@vscode/codicons", "assemblyscript"];

/** Licence texts of packages that come without one: what their repository says. */
const missingTexts: Readonly<Partial<Record<string, string>>> = {
  "@vscode/l10n": mit("Copyright (c) Microsoft Corporation. All rights reserved."),
};

/**
 * The packages with code or pictures in dist/, by name.
 * @throws when one has no licence text
 */
export async function bundledPackages(): Promise<BundledPackage[]> {
  const names = new Set(embedded);
  for (const options of [host, pages, web, webReaders]) {
    const define = { pagePreloads: "{}" };
    const { metafile } = await build({ ...options, define, write: false, metafile: true, logLevel: "error" });
    for (const path of Object.keys(metafile.inputs)) {
      const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
      if (name !== undefined) names.add(name);
    }
  }
  return [...names].sort().map(packageNamed);
}

function packageNamed(name: string): BundledPackage {
  const folder = join(root, "node_modules", name);
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    readonly version: string;
    readonly license: string;
    readonly repository: string | { readonly url: string };
  };
  const { version, license, repository } = manifest;
  const url = (typeof repository === "string" ? repository : repository.url).replace(/^git\+|\.git$/g, "");
  return { name, version, license, url, text: licenseText(name, folder) };
}

function licenseText(name: string, folder: string): string {
  const file = readdirSync(folder).find((it) => /^licen[cs]e(\.\w+)?$/i.test(it));
  const text = file === undefined ? missingTexts[name] : readFileSync(join(folder, file), "utf8");
  if (text === undefined) throw new Error(`a bundled package requires a licence text, got none in ${name}`);
  return text
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .trim();
}

function mit(copyright: string): string {
  const own = readFileSync(join(root, "LICENSE"), "utf8");
  return own.replace(/^Copyright.*$/m, copyright);
}

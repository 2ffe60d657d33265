// Makes THIRD_PARTY_NOTICES.txt out of what esbuild bundles: node scripts/release/thirdPartyNotices.ts
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.ts";
import { bundledPackages, type BundledPackage } from "./bundledPackages.ts";

export const noticesFile = join(root, "THIRD_PARTY_NOTICES.txt");

const head = `BatchNorm Lens holds code, glyphs and data of these projects, each under its own licence.
The data sets in samples/ have their sources and licences in samples/README.md.
`;

/** The file's text. Packages with the same licence text stand together above it. */
export function thirdPartyNotices(packages: readonly BundledPackage[]): string {
  const texts = [...new Set(packages.map(({ text }) => text))];
  const parts = texts.map((text) => {
    const group = packages.filter((it) => it.text === text);
    const titles = group.map(({ name, version, license, url }) => `${name} ${version} (${license})\n${url}`);
    return `${"=".repeat(80)}\n${titles.join("\n")}\n\n${text}\n`;
  });
  return [head, ...parts].join("\n");
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(noticesFile, thirdPartyNotices(await bundledPackages()));
}

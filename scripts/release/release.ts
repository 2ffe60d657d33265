// `npm run release`: makes what a release consists of, in out/release/, and tags the commit; pushing the tag publishes
// (.github/workflows/release.yml). `--dry-run` makes the files only. `--tag v0.2.0` insists on that version.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { manifest, packageVsix } from "../packageVsix.ts";
import { outFolder, root } from "../paths.ts";
import { filesOf, sha256 } from "../vsix.ts";
import { bundledPackages } from "./bundledPackages.ts";
import { changelogSection } from "./changelog.ts";

const folder = join(outFolder, "release");
const dryRun = process.argv.includes("--dry-run");
const { version } = manifest();
const tag = `v${version}`;

try {
  checkTag();
  if (!dryRun) checkTree();
  const notes = changelogSection(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version);
  await makeFiles(await packageVsix(), notes);
  console.log(
    `\nVersion ${version}\n\n${notes}\n${relative(root, folder)}/ holds the VSIX, SHA256SUMS, provenance.json and NOTES.md`,
  );
  if (dryRun) {
    console.log(`Dry run: nothing was tagged. Without --dry-run the commit gets the tag ${tag}`);
  } else {
    git("tag", "--annotate", tag, "--message", `Version ${version}`);
    console.log(`Tagged ${tag}. To publish it: git push origin ${tag}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** In the workflow the tag that was pushed has to be this version's. */
function checkTag(): void {
  const at = process.argv.indexOf("--tag");
  if (at >= 0 && process.argv[at + 1] !== tag) {
    throw new Error(`the tag of version ${version} requires ${tag}, got ${process.argv[at + 1]}`);
  }
}

/** What is tagged is what was packed: everything committed, and the tag new. */
function checkTree(): void {
  const changed = git("status", "--porcelain");
  if (changed !== "") throw new Error(`a release requires a clean tree, got\n${changed}`);
  if (git("tag", "--list", tag) !== "")
    throw new Error(`a release requires a new version, got ${version}, which is tagged`);
}

/** Writes the VSIX, its checksum, where everything in it comes from, and the notes. */
async function makeFiles(vsix: string, notes: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  copyFileSync(vsix, join(folder, basename(vsix)));
  const content = readFileSync(vsix);
  const checksum = sha256(content);
  const packages = (await bundledPackages()).map(({ name, version, license, url }) => ({
    name,
    version,
    license,
    url,
  }));
  const files = (await filesOf(vsix)).map(({ name, size, sha256 }) => ({ name, size, sha256 }));
  const provenance = {
    ...{ version, commit: git("rev-parse", "HEAD"), uncommitted: git("status", "--porcelain") !== "" },
    ...{ node: process.version, lockFile: sha256(readFileSync(join(root, "package-lock.json"))) },
    vsix: { name: basename(vsix), size: content.length, sha256: checksum },
    ...{ packages, files },
  };
  writeFileSync(join(folder, "provenance.json"), `${JSON.stringify(provenance, null, 2)}\n`);
  writeFileSync(join(folder, "SHA256SUMS"), `${checksum}  ${basename(vsix)}\n`);
  writeFileSync(join(folder, "NOTES.md"), notes);
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
}

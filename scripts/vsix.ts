// What is in a VSIX, and whether it is what should be.
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { openPromise } from "yauzl";

const maximumSize = 1_200_000;

/** Everything that may be in the VSIX. What is not matched here is an error, so that nothing slips in unnoticed. */
const expected: readonly RegExp[] = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package\.json$/,
  /^extension\/package\.nls(\.[a-z-]+)?\.json$/,
  /^extension\/l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
  /^extension\/(readme\.md|README\.ko\.md|changelog\.md|LICENSE\.txt|THIRD_PARTY_NOTICES\.txt)$/,
  /^extension\/dist\/(extension|worker|scan|checkpoints)\.cjs$/,
  /^extension\/dist\/web\/((extension|worker|checkpoints)\.js|package\.json)$/,
  /^extension\/dist\/webview\/([a-z]+|shared-[A-Z0-9]+)\.(js|css)$/,
  /^extension\/media\/(icon\.png|[a-z-]+\.svg)$/,
  /^extension\/media\/walkthrough\/[a-z-]+\.(svg|md|png)$/,
  /^extension\/samples\/[\w.-]+\.(csv|tsv|json|jsonc|jsonl|md)$/,
];

/** Without these it does not run, or a person cannot read about it. */
const required: readonly string[] = [
  "extension/package.json",
  "extension/readme.md",
  "extension/changelog.md",
  "extension/LICENSE.txt",
  "extension/THIRD_PARTY_NOTICES.txt",
  "extension/dist/extension.cjs",
  "extension/dist/worker.cjs",
  "extension/dist/checkpoints.cjs",
  "extension/dist/webview/report.js",
  "extension/dist/webview/report.css",
  "extension/dist/web/extension.js",
  "extension/dist/web/package.json",
  "extension/media/icon.png",
];

export interface VsixFile {
  readonly name: string;
  readonly size: number;
  readonly packedSize: number;
  /** Hexadecimal SHA-256 of the content. */
  readonly sha256: string;
}

/**
 * Prints the VSIX's size and file list.
 * @throws when it is over 1.2 MB, lacks a file that it needs, or holds one that it should not
 */
export async function checkVsix(path: string): Promise<void> {
  const size = statSync(path).size;
  const files = await filesOf(path);
  for (const file of files) {
    console.log(`${kilobytes(file.packedSize)} of ${kilobytes(file.size)}  ${file.name}`);
  }
  console.log(`${kilobytes(size)} in all, ${files.length} files; the limit is ${kilobytes(maximumSize).trim()}`);

  const names = new Set(files.map((file) => file.name));
  const problems = [
    ...[...names].filter((name) => !expected.some((pattern) => pattern.test(name))).map((name) => `unexpected ${name}`),
    ...required.filter((name) => !names.has(name)).map((name) => `missing ${name}`),
  ];
  if (size > maximumSize) problems.push(`size must be at most ${maximumSize} bytes, got ${size}`);
  if (problems.length > 0) throw new Error(`the VSIX is not as it should be: ${problems.join("; ")}`);
}

/** What an archive holds, the largest first. */
export async function filesOf(path: string): Promise<VsixFile[]> {
  const zip = await openPromise(path);
  const files: VsixFile[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName: name, uncompressedSize: size, compressedSize: packedSize } = entry;
      files.push({ name, size, packedSize, sha256: sha256(await buffer(await zip.openReadStreamPromise(entry))) });
    }
  } finally {
    zip.close();
  }
  return files.sort((a, b) => b.packedSize - a.packedSize);
}

export function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(8)} kB`;
}

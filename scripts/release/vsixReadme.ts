// The README as the VSIX has it. VS Code shows an extension's page under a policy that loads pictures from https and data
// addresses only, never the VSIX's own files, so that they stand in the text; links lead to the repository.
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";

const pictureTypes: Readonly<Partial<Record<string, string>>> = { ".png": "image/png", ".webp": "image/webp" };

/**
 * Puts the pictures into a README's text and makes its links absolute.
 * @param folder where relative paths begin
 * @param repository the address of the repository, without `.git`
 * @throws when a picture is missing, or neither PNG nor WebP
 * @example vsixReadme("[x](CHANGELOG.md)", root, "https://github.com/o/r") // "[x](https://github.com/o/r/blob/main/CHANGELOG.md)"
 */
export function vsixReadme(readme: string, folder: string, repository: string): string {
  return readme
    .replace(/!\[([^\]]*)\]\((?!\w+:)([^)]+)\)/g, (_all, alt: string, path: string) => {
      return `![${alt}](${dataAddress(join(folder, path))})`;
    })
    .replace(/(?<!!)\[([^\]]*)\]\((?![\w+]+:|#)([^)]+)\)/g, (_all, text: string, path: string) => {
      return `[${text}](${repository}/blob/main/${path})`;
    });
}

function dataAddress(path: string): string {
  const type = pictureTypes[extname(path)];
  if (type === undefined) throw new Error(`a picture in README.md requires .png or .webp, got ${path}`);
  return `data:${type};base64,${readFileSync(path, "base64")}`;
}

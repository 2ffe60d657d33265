// The README as the VSIX has it. VS Code's page about an extension loads pictures from https addresses only, never the VSIX's
// own files, so that pictures and links lead to the repository.

/**
 * Makes the addresses of a README's pictures and links absolute.
 * @param repository the address of the repository, without `.git`
 * @example vsixReadme("[x](CHANGELOG.md)", "https://github.com/o/r") // "[x](https://github.com/o/r/blob/main/CHANGELOG.md)"
 */
export function vsixReadme(readme: string, repository: string): string {
  return readme
    .replace(/!\[([^\]]*)\]\((?!\w+:)([^)]+)\)/g, (_all, alt: string, path: string) => {
      return `![${alt}](${repository}/raw/main/${path})`;
    })
    .replace(/(?<!!)\[([^\]]*)\]\((?![\w+]+:|#)([^)]+)\)/g, (_all, text: string, path: string) => {
      return `[${text}](${repository}/blob/main/${path})`;
    });
}

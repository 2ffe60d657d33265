/** What an open report is about. */
export interface Named {
  readonly uri: string;
  /** The file's name. */
  readonly name: string;
  /** "lines 2–151"; "" where it is not known yet. */
  readonly range: string;
}

/**
 * A name for every open report: the file's, with its folder, its range and a number as far as that is needed to tell it
 * from the others.
 *
 * @example reportNames([iris, wine]) // ["iris.csv", "wine.csv"]
 * @example reportNames([iris, someOfIris]) // ["iris.csv lines 2–151", "iris.csv lines 2–51"]
 */
export function reportNames(reports: readonly Named[]): string[] {
  const files = reports.map(({ name, uri }) =>
    reports.some((other) => other.name === name && other.uri !== uri) ? `${folderOf(uri)}/${name}` : name,
  );
  const parts = reports.map(({ range }, k) =>
    reports.some((other, j) => files[j] === files[k] && other.range !== range)
      ? `${files[k]} ${range}`.trim()
      : files[k],
  );
  return parts.map((part, k) => {
    const number = parts.slice(0, k + 1).filter((other) => other === part).length;
    return number === 1 ? part : `${part} (${number})`;
  });
}

function folderOf(uri: string): string {
  return decodeURIComponent(uri.split("/").at(-2) ?? "");
}

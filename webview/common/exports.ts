/** A file name that says what it is of: "iris sepal_length distribution.csv", without what file systems refuse. */
export function exportName(source: string, subject: string, kind: string, extension: string): string {
  const stem = source.replace(/\.[^.]*$/, "");
  const safe = `${stem} ${subject} ${kind}`.replace(/[\\/:*?"<>|\p{Cc}]+/gu, "_").replace(/\s+/g, " ");
  return `${safe.trim().slice(0, 120)}.${extension}`;
}

/** Text as the bytes of a file. */
export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A table as CSV: every cell that needs it in quotes, lines ended as RFC 4180 has them. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map((cell) => csvCell(String(cell))).join(",")}\r\n`).join("");
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

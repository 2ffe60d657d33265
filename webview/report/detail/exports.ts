import { css, type Palette } from "../charts/palette.ts";

/** A canvas as a PNG on an opaque background, as it looks on the page. */
export async function canvasPng(canvas: HTMLCanvasElement, palette: Palette): Promise<Uint8Array> {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext("2d");
  if (context === null) {
    throw new Error("the browser has no 2d canvas");
  }
  context.fillStyle = css(palette.background);
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => {
    copy.toBlob(resolve, "image/png");
  });
  if (blob === null) {
    throw new Error("the picture could not be encoded");
  }
  return new Uint8Array(await blob.arrayBuffer());
}

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

import { l10n, QuickPickItemKind, window, type QuickPickItem } from "vscode";
import type { ReadOptions } from "../../documents/types.ts";
import type { Compute } from "../../session/compute/compute.ts";
import type { FileColumn, FilePreview, FileRequest } from "../../session/compute/fileRequest.ts";
import { cancelled } from "../../shared/messages/failure.ts";
import { formatCount, formatMeasured } from "../../shared/text/numbers.ts";
import { wholeFile, type FilePart } from "../sources/fileSource.ts";

type Choice = QuickPickItem & { readonly action?: "all" | "columns" | "lines" | "array" };

/**
 * Shows what a file seems to hold and asks which part of it to read.
 *
 * @throws Failure where it cannot be read; "cancelled" where nothing is chosen
 */
export async function chooseFilePart(
  file: FileRequest,
  read: ReadOptions,
  createCompute: () => Compute,
): Promise<FilePart> {
  const compute = createCompute();
  try {
    return await ask(file.name, (path) => compute.request("file/preview", { file: { ...file, path }, read }));
  } finally {
    compute.dispose();
  }
}

/** "312 MB", "84 kB": never 0 of anything. */
function formatSize(bytes: number): string {
  return bytes < 1e6 ? `${formatCount(Math.ceil(bytes / 1e3))} kB` : `${formatCount(Math.round(bytes / 1e6))} MB`;
}

async function ask(name: string, look: (path: string | undefined) => Promise<FilePreview>): Promise<FilePart> {
  let part = wholeFile;
  let preview = await look(undefined);
  for (;;) {
    const choice = await window.showQuickPick(choices(preview, part), {
      title: l10n.t("Normalize {0}", name),
      placeHolder: l10n.t("{0}, about {1} rows", formatSize(preview.size), formatCount(preview.estimatedRows)),
      matchOnDescription: true,
    });
    switch (choice?.action) {
      case undefined:
        throw cancelled();
      case "all":
        return part;
      case "columns":
        part = { ...part, columns: await askForColumns(preview, part) };
        break;
      case "lines":
        part = { ...part, lines: await askForRows(part, preview.rowsBy) };
        break;
      case "array": {
        const path = await askForArray(preview);
        if (path === undefined) break;
        // Rows and columns were chosen of another array.
        part = { ...wholeFile, path };
        preview = await look(path);
      }
    }
  }
}

function choices({ columns, lengths, rowsBy, path, arrays }: FilePreview, part: FilePart): Choice[] {
  const numeric = columns.filter(({ isNumeric }) => isNumeric);
  const chosen = part.columns === null ? numeric : numeric.filter(({ index }) => part.columns?.includes(index));
  const shape = lengths.length === 0 ? l10n.t("numbers") : l10n.t("arrays of {0} numbers", lengths.join(" × "));
  const what = columns.length > 0 ? l10n.t("{0} of {1} columns", chosen.length, columns.length) : shape;
  const rows =
    part.lines === null
      ? l10n.t("all rows")
      : rowsBy === "number"
        ? l10n.t("rows {0}–{1}", part.lines.first, part.lines.last)
        : l10n.t("lines {0}–{1}", part.lines.first, part.lines.last);
  const items: Choice[] = [
    {
      label: `$(play) ${l10n.t("Normalize")}`,
      description: [what, rows, path].filter((text) => text !== "").join(", "),
      action: "all",
    },
  ];
  if (arrays.length > 1) items.push({ label: `$(symbol-array) ${l10n.t("Choose array…")}`, action: "array" });
  if (numeric.length > 1) items.push({ label: `$(list-selection) ${l10n.t("Choose columns…")}`, action: "columns" });
  if (rowsBy !== null) {
    const label = rowsBy === "number" ? l10n.t("Choose rows…") : l10n.t("Choose lines…");
    items.push({ label: `$(list-ordered) ${label}`, action: "lines" });
  }
  if (columns.length > 0) {
    items.push({ label: l10n.t("Columns, and how each begins"), kind: QuickPickItemKind.Separator });
    items.push(...columns.map((column): Choice => ({ ...describe(column), action: "columns" })));
  }
  return items;
}

async function askForColumns(
  { columns }: FilePreview,
  { columns: chosen }: FilePart,
): Promise<readonly number[] | null> {
  const items = columns
    .filter(({ isNumeric }) => isNumeric)
    .map((column) => ({
      ...describe(column),
      index: column.index,
      picked: chosen === null || chosen.includes(column.index),
    }));
  const picked = await window.showQuickPick(items, {
    canPickMany: true,
    title: l10n.t("Columns to read"),
    matchOnDescription: true,
  });
  if (picked === undefined || picked.length === 0) return chosen;
  return picked.length === items.length ? null : picked.map(({ index }) => index);
}

/** @returns undefined if the person changes their mind */
async function askForArray({ arrays, path }: FilePreview): Promise<string | undefined> {
  const items = arrays.map((array) => ({
    label: array.path,
    description: array.shape.map((length) => (length === 0 ? "N" : formatCount(length))).join(" × "),
    path: array.path,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t("Array to read"),
    placeHolder: path,
    matchOnDescription: true,
  });
  return picked?.path;
}

async function askForRows({ lines }: FilePart, rowsBy: FilePreview["rowsBy"]): Promise<FilePart["lines"]> {
  const isNumber = rowsBy === "number";
  const text = await window.showInputBox({
    title: isNumber ? l10n.t("Rows to read") : l10n.t("Lines to read"),
    prompt: isNumber
      ? l10n.t("First and last row, such as 1-100000; empty for all")
      : l10n.t("First and last line, such as 2-100001; empty for all"),
    value: lines === null ? "" : `${lines.first}-${lines.last}`,
    validateInput: (given) =>
      parseLines(given) === undefined ? l10n.t("expected two numbers, such as 2-100001") : null,
  });
  return text === undefined ? lines : (parseLines(text) ?? null);
}

/** Undefined for what is neither empty nor two ascending line numbers. */
function parseLines(text: string): FilePart["lines"] | undefined {
  if (text.trim() === "") return null;
  const [first, last] = /^\s*(\d+)\s*[-–]\s*(\d+)\s*$/.exec(text)?.slice(1).map(Number) ?? [];
  return first >= 1 && first <= last ? { first, last } : undefined;
}

function describe({ name, isNumeric, values }: FileColumn): { label: string; description: string } {
  return {
    label: name,
    description: isNumeric ? values.map((value) => formatMeasured(value)).join(", ") : l10n.t("text, left out"),
  };
}

import { t } from "@vscode/l10n";
import type { SortColumn } from "../store/pageView.ts";

/** A column of the list: its heading and its room. */
export interface ListColumn {
  readonly name: SortColumn;
  readonly width: string;
}

/** Widths of the list, in pixels, from which it has all columns, and from which it has all pictures. */
const allFrom = 705;
const picturesFrom = 540;

export type ListForm = "words" | "count" | "icon";

/** How the findings are told in a list of this width. */
export function listForm(width: number): ListForm {
  return width >= allFrom ? "words" : width >= picturesFrom ? "count" : "icon";
}

/** The columns that a list of this width has room for. */
export function listColumns(width: number, hasBatches: boolean): readonly ListColumn[] {
  const form = listForm(width);
  const pictureWidth = form === "words" ? "minmax(70px, 1fr)" : "minmax(60px, 1fr)";
  const pictures = (names: readonly SortColumn[]): ListColumn[] => names.map((name) => ({ name, width: pictureWidth }));
  const name: ListColumn = {
    name: "name",
    width: form === "icon" ? "minmax(92px, 1.5fr)" : form === "words" ? "minmax(160px, 2fr)" : "minmax(110px, 1.8fr)",
  };
  if (form === "icon") return [name, ...pictures(["gamma", "deviation"]), { name: "findings", width: "20px" }];
  const channels: ListColumn = { name: "channels", width: "36px" };
  const all = pictures(["gamma", "beta", "mean", "deviation"]);
  if (form === "count") return [name, channels, ...all, { name: "findings", width: "56px" }];
  const batches: ListColumn[] = hasBatches ? [{ name: "batches", width: "52px" }] : [];
  return [name, channels, ...all, ...batches, { name: "findings", width: "126px" }];
}

export function columnLabel(column: SortColumn, form: ListForm): string {
  switch (column) {
    case "name":
      return t("Layer");
    case "channels":
      return "C";
    case "gamma":
      return "γ";
    case "beta":
      return "β";
    case "mean":
      return t("mean / σ");
    case "deviation":
      return t("running σ");
    case "batches":
      return t("Batches");
    case "findings":
      return form === "words" ? t("Findings") : form === "count" ? t("Channels") : "";
  }
}

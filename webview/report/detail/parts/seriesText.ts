import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import { mathText } from "./mathText.ts";

/** The series of the page by name. */
export type Series = "input" | "normalized" | "output" | "activation" | "reference";

/** The symbol of a series and what it is. */
export function seriesLabel(series: Series): { symbol: string; name: string } {
  switch (series) {
    case "input":
      return { symbol: "x", name: t("input") };
    case "normalized":
      return { symbol: "x̂", name: t("normalized") };
    case "output":
      return { symbol: "y", name: t("output") };
    case "activation":
      return { symbol: "a", name: t("activation") };
    case "reference":
      return { symbol: "N(0, 1)", name: "" };
  }
}

/** "x input" with its symbol in italics. */
export function seriesText(series: Series): TemplateResult {
  const { symbol, name } = seriesLabel(series);
  return html`${mathText(symbol)}${name === "" ? "" : html` <span class="series-name">${name}</span>`}`;
}

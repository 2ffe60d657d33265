import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";

/** Symbols that stand in italics, and what a screen reader says for the one that it cannot read. */
const symbols = /(x̂|(?<![\p{L}])[xyag](?![\p{L}]))/u;

/** A formula or a label with its variables in italics; x̂ is read as "x hat". */
export function mathText(text: string): (string | TemplateResult)[] {
  return text
    .split(symbols)
    .filter((part) => part !== "")
    .map((part) =>
      part === "x̂" ? normalizedSymbol() : symbols.test(part) && part.length === 1 ? html`<i>${part}</i>` : part,
    );
}

/** A sentence in which only x̂ stands as a symbol. */
export function sentenceText(text: string): (string | TemplateResult)[] {
  return text
    .split(/(x̂)/)
    .filter((part) => part !== "")
    .map((part) => (part === "x̂" ? normalizedSymbol() : part));
}

/** x̂ for the eye, "x hat" for the ear. */
export function normalizedSymbol(): TemplateResult {
  return html`<i aria-hidden="true">x̂</i><span class="sr">${t("x hat")}</span>`;
}

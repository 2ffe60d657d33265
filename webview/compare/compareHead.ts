import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { CheckpointComparison } from "../../src/shared/checkpoint/comparison.ts";
import { formatCount } from "../../src/shared/text/numbers.ts";
import { emphasized } from "../checkpoint/head/emphasized.ts";
import { icon } from "../common/icons.ts";

interface HeadActions {
  readonly swap: () => void;
  readonly copy: (code: string) => void;
}

/** Which two are compared, how they were matched, what happened between them, and what to do about it. */
export function compareHead(comparison: CheckpointComparison, { swap, copy }: HeadActions): TemplateResult {
  const { nameA, nameB, sentence, advice, code } = comparison;
  return html`<header>
    <div class="line">
      <h1>${icon("diff")}${nameA} <span class="secondary">A</span> → ${nameB} <span class="secondary">B</span></h1>
      <span class="secondary">${facts(comparison)}</span>
      <button class="icon-button" aria-label=${t("Swap A and B")} title=${t("Swap A and B")} @click=${swap}>
        ${icon("arrow-swap")}
      </button>
    </div>
    <p class="sentence" role="status">${emphasized(sentence)}</p>
    ${
      advice === ""
        ? nothing
        : html`<p class="advice">
            ${icon("warning", { severity: true })}
            <span
              >${advice}
              ${
                code === ""
                  ? nothing
                  : html`<button
                      class="link"
                      @click=${() => {
                        copy(code);
                      }}
                    >
                      ${t("Copy Code")}
                    </button>`
              }</span
            >
          </p>`
    }
  </header>`;
}

/** "13 of 13 layers matched by name, 374 batches apart". */
function facts({ layers, matchedBy, file }: CheckpointComparison): string {
  const num = layers.filter(({ where }) => where === "both").length;
  const counts = [formatCount(num), formatCount(layers.length)] as const;
  const matched = {
    name: t("{0} of {1} layers matched by name", ...counts),
    suffix: t("{0} of {1} layers matched by the end of their names", ...counts),
    order: t("{0} of {1} layers matched by their order and channels", ...counts),
  }[matchedBy];
  const apart = [...new Set(layers.map(({ batchesApart }) => batchesApart))];
  const batches =
    apart.length === 1 && apart[0] !== null && apart[0] !== 0
      ? [t("{0} batches apart", formatCount(Math.abs(apart[0])))]
      : [];
  return [...(file === null ? [] : [t("two parts of {0}", file)]), matched, ...batches].join(", ");
}

import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import type { CheckpointSnapshot, LayerFinding } from "../../../src/shared/checkpoint/snapshot.ts";
import { sentence } from "../../../src/shared/text/sentence.ts";
import { icon } from "../../common/icons.ts";
import { sharedStyles } from "../../common/styles.ts";
import { StoreElement } from "../store/storeElement.ts";

/** So many lines are shown; the others are on the tab Findings. */
const shownAtOnce = 2;

interface NoticeLine {
  readonly severity: LayerFinding["severity"];
  /** null where it is about the file. */
  readonly layer: string | null;
  readonly channels?: readonly number[];
  readonly text: string;
}

/** What a person should know first: errors, then what the glance has no room for, and how the file was read. */
export class CheckpointNotices extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    all: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    css`
      ul {
        list-style: none;
        margin: 6px 0 0;
        padding: 0;
      }
      li {
        display: flex;
        gap: 8px;
        margin-top: 3px;
        font-size: 12px;
      }
      .text {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .more {
        margin-left: 6px;
      }
    `,
  ];

  override render() {
    const { snapshot } = this.store;
    if (snapshot === null) return nothing;
    const lines = noticeLines(snapshot);
    // "1 more" would take the line that the notice itself takes.
    const shown = lines.length <= shownAtOnce + 1 ? lines : lines.slice(0, shownAtOnce);
    const rest = lines.length - shown.length;
    if (lines.length === 0) return nothing;
    return html`<ul aria-label=${t("Notices")}>
      ${shown.map((line, i) => this.#line(line, i === shown.length - 1 ? rest : 0))}
    </ul>`;
  }

  #line({ severity, layer, channels = [], text }: NoticeLine, rest: number): TemplateResult {
    const names = { error: t("Error:"), warning: t("Warning:"), info: t("Information:") } as const;
    return html`<li>
      ${icon(severity, { severity: true })}
      <span class="text"
        ><span class="sr">${names[severity]}</span
        >${layer === null ? nothing : html`<strong>${layer}</strong>${channels.length === 1 ? `, ${t("channel {0}", channels[0])}` : nothing}: `}${text}
        ${
          layer === null
            ? nothing
            : html`<button
                class="link"
                @click=${() => {
                  this.#show(layer);
                }}
              >
                ${t("Show")}
              </button>`
        }
        ${
          rest === 0
            ? nothing
            : html`<button
                class="link more"
                @click=${() => {
                  this.store.look({ selected: null, tab: "findings" });
                }}
              >
                ${t("{0} more", rest)}
              </button>`
        }</span
      >
    </li>`;
  }

  #show(layer: string): void {
    this.store.look({ selected: layer, filter: "" });
  }
}

/** Channels that are off and biases before the layer: facts that wait behind what is wrong. */
const minorRules: readonly string[] = ["BN003", "BN014"];

/** Lines in their order: of the file first, then errors, then findings of layers that the glance does not name. */
export function noticeLines({ layers, notices, glance }: CheckpointSnapshot): NoticeLine[] {
  const found = layers.flatMap(({ name, findings }) =>
    findings.map(({ rule, severity, channels, evidence }) => ({
      ...{ severity, layer: name, channels, text: sentence(evidence) },
      isMinor: minorRules.includes(rule),
    })),
  );
  const isNamed = ({ layer }: { readonly layer: string }): boolean => glance.includes(`**${layer}**`);
  const errors = found.filter(({ severity }) => severity === "error");
  const others = found
    .filter(({ severity }) => severity !== "error")
    .sort((a, b) => Number(a.isMinor) - Number(b.isMinor));
  const read = notices.map(({ severity, message }): NoticeLine => ({ severity, layer: null, text: message }));
  const important = read.filter(({ severity }) => severity !== "info");
  const quiet = read.filter(({ severity }) => severity === "info");
  return [...important, ...errors, ...others.filter((line) => !isNamed(line)), ...quiet, ...others.filter(isNamed)];
}

customElements.define("bn-checkpoint-notices", CheckpointNotices);

import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import type { CheckpointSnapshot } from "../../../../src/shared/checkpoint/snapshot.ts";
import { formatCount } from "../../../../src/shared/text/numbers.ts";
import { sentence } from "../../../../src/shared/text/sentence.ts";
import { icon } from "../../../common/icons.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { StoreElement } from "../../store/storeElement.ts";
import { findingEntries, type FindingEntry } from "./findingGroups.ts";

/** Channels and layers that are named before the rest is counted. */
const mostNamed = 12;

/** The tab Findings: what was found, the numbers that prove it, and what to do. */
export class CheckpointFindings extends StoreElement {
  static override styles = [
    ...sharedStyles,
    css`
      article {
        display: flex;
        gap: 10px;
        padding: 10px 0;
        border-bottom: 1px solid var(--rule-color);
      }
      article:last-of-type {
        border-bottom: 0;
      }
      .body {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      h3 {
        display: inline;
        margin: 0;
        font-size: inherit;
        font-weight: 600;
      }
      .links .link + .link {
        margin-left: 12px;
      }
    `,
  ];

  override render() {
    const { snapshot, selected } = this.store;
    if (snapshot === null) return nothing;
    const entries = findingEntries(snapshot, selected);
    if (entries.length === 0) {
      return html`<p>
        ${selected === null ? t("No rule fired: every layer is sound.") : t("No rule fired for this layer.")}
        ${snapshot.isComplete ? nothing : html`<span class="secondary">${t("The weights before the layers are still being read.")}</span>`}
      </p>`;
    }
    return html`${entries.map((entry) => this.#entry(snapshot, entry))}`;
  }

  #entry({ layers }: CheckpointSnapshot, { finding, title, layers: numbers }: FindingEntry): TemplateResult {
    const isGroup = numbers.length > 1;
    const [layer] = numbers;
    return html`<article>
      ${icon(finding.severity, { severity: true })}
      <div class="body">
        <div>
          <h3>${title}</h3>
          <span class="secondary"
            >${
              isGroup
                ? nothing
                : html`<button
                      class="name"
                      @click=${() => {
                        this.store.select(layer);
                      }}
                    >
                      ${layers[layer].name}
                    </button>
                    · `
            }${finding.rule}</span
          >
        </div>
        <div>
          ${isGroup ? html`<span class="secondary">${layers[layer].name}:</span> ` : nothing}${sentence(finding.evidence)}${isGroup ? nothing : channelsText(finding.channels, layers[layer].numFeatures)}
        </div>
        ${finding.advice === "" ? nothing : html`<div><span class="secondary">${t("What to do:")}</span> ${finding.advice}</div>`}
        <div class="links">${isGroup ? this.#layerLinks(numbers) : this.#actions(finding.rule, layer)}</div>
      </div>
    </article>`;
  }

  #layerLinks(numbers: readonly number[]): TemplateResult {
    const { layers } = this.store.snapshot ?? { layers: [] };
    const named = numbers.slice(0, mostNamed);
    return html`${named.map(
      (i) =>
        html`<button
          class="link"
          @click=${() => {
            this.store.select(i);
          }}
        >
          ${layers[i].name}
        </button> `,
    )}${
      named.length === numbers.length
        ? nothing
        : html`<span class="secondary">${t("{0} more", formatCount(numbers.length - named.length))}</span>`
    }`;
  }

  #actions(rule: string, layer: number): TemplateResult | typeof nothing {
    if (rule === "BN003")
      return html`<button
        class="link"
        @click=${() => {
          this.store.look({ tab: "prune" });
        }}
      >
        ${t("Prune")}
      </button>`;
    if (rule === "BN002" || rule === "BN014") return nothing;
    return html`<button
      class="link"
      @click=${() => {
        this.store.send("layer/putOnData", { layer });
      }}
    >
      ${t("Put on Data…")}
    </button>`;
  }
}

/** " Channels 5, 10, 11: 3 of 16.", where not all of them are meant. */
function channelsText(channels: readonly number[], numFeatures: number): string {
  if (channels.length === 0 || channels.length === numFeatures) return "";
  if (channels.length === 1) return ` ${t("Channel {0} of {1}.", channels[0], numFeatures)}`;
  const named = channels.slice(0, mostNamed).join(", ");
  const rest = channels.length - Math.min(channels.length, mostNamed);
  const list = rest === 0 ? named : `${named} …`;
  return ` ${t("Channels {0}: {1} of {2}.", list, channels.length, numFeatures)}`;
}

customElements.define("bn-checkpoint-findings", CheckpointFindings);

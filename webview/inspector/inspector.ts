import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type {
  InspectedFeature,
  InspectedLayer,
  InspectedValue,
  InspectorMessage,
  InspectorState,
  InspectorSubject,
} from "../../src/shared/report/inspector.ts";
import { formatCount, formatMeasured } from "../../src/shared/text/numbers.ts";
import { sharedStyles } from "../common/styles.ts";
import { distributionPicture, pictureStyles } from "./picture.ts";
import { channelTable } from "./channelTable.ts";
import { featureRows, layerRows, rankText, valueRows, type FactRow } from "./facts.ts";

/** The Inspector: a value on its way through the layer, or a feature, or the features of a tensor. */
export class Inspector extends LitElement {
  static override properties = { state: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    pictureStyles,
    css`
      :host {
        padding: 4px 20px 12px;
      }
      h2 {
        font-size: 13px;
      }
      section {
        margin-top: 8px;
      }
      table {
        width: 100%;
        border-collapse: collapse;
      }
      th {
        font-weight: normal;
        text-align: left;
        vertical-align: top;
        white-space: nowrap;
        padding: 1px 12px 1px 0;
        color: var(--vscode-descriptionForeground);
      }
      td {
        padding: 1px 0;
        text-align: right;
        font-variant-numeric: tabular-nums;
        overflow-wrap: anywhere;
      }
      td small {
        display: block;
        font-size: 11px;
        color: var(--vscode-descriptionForeground);
      }
      tr.result td {
        font-weight: 600;
      }
      tr.result td small {
        font-weight: normal;
      }
      .features td {
        padding-left: 8px;
        white-space: nowrap;
      }
      .features th {
        max-width: 0;
        width: 50%;
      }
      .actions {
        margin-top: 10px;
      }
      .message {
        margin-top: 8px;
      }
    `,
  ];

  declare state: InspectorState | null;
  /** Tells the host. */
  post: (message: InspectorMessage) => void = () => undefined;

  constructor() {
    super();
    this.state = null;
  }

  protected override render(): unknown {
    if (this.state === null) {
      return nothing;
    }
    const { subject, layer, message } = this.state;
    return html`
      ${message === "" ? nothing : html`<p class="message" role="status">${message}</p>`}
      ${
        layer !== null
          ? this.#layer(layer)
          : subject !== null
            ? this.#subject(subject)
            : message === ""
              ? this.#empty()
              : nothing
      }
    `;
  }

  #empty(): TemplateResult {
    return html`<p class="secondary message">
      ${t("Put the cursor on a number of a JSON or CSV file, or on the name of a column.")}
    </p>`;
  }

  #subject(subject: InspectorSubject): TemplateResult {
    const { chosen, value, title, shape } = subject;
    return html`
      ${
        chosen === null
          ? html`<h2>${shape.join(" × ")}</h2>`
          : html`<h2 class="ellipsis">
              <button
                class="link"
                title=${t("Reveal in the Text")}
                @click=${() => {
                  this.#reveal(chosen.index);
                }}
              >
                ${chosen.name}
              </button>
            </h2>`
      }
      <p class="secondary small ellipsis" title=${title}>
        ${value === null ? title : t("sample {0}, line {1}", formatCount(value.sample), formatCount(value.line))}
      </p>
      ${chosen === null ? this.#overview(subject) : this.#feature(subject, chosen, value)}
      <p class="actions">
        <button
          class="link"
          @click=${() => {
            this.post({ type: "inspector/normalize" });
          }}
        >
          ${t("Normalize and show the report")}
        </button>
      </p>
    `;
  }

  #layer(layer: InspectedLayer): TemplateResult {
    const load = (): void => {
      this.post({ type: "inspector/loadLayer" });
    };
    return html`
      <h2 class="ellipsis">${layer.name === "" ? t("Batch norm layer") : layer.name}</h2>
      <p class="secondary small">${t("{0} channels, with the names of {1}", layer.numFeatures, layer.framework)}</p>
      ${layer.problem === "" ? nothing : html`<p class="message" role="status">${layer.problem}</p>`}
      <section>${facts(layerRows(layer))}</section>
      <section>${channelTable(layer)}</section>
      ${
        layer.problem === ""
          ? html`<p class="actions">
              <button class="link" @click=${load}>${t("Put it on the data of the report")}</button>
            </p>`
          : nothing
      }
    `;
  }

  #feature(subject: InspectorSubject, chosen: InspectedFeature, value: InspectedValue | null): TemplateResult {
    return html`
      ${value === null ? nothing : html`<section>${facts(valueRows(subject, chosen, value))}</section>`}
      <section>
        ${distributionPicture(chosen, value?.x ?? null)}
        ${value === null ? nothing : html`<p class="small secondary">${rankText(chosen, value)}</p>`}
      </section>
      <section>${facts(featureRows(chosen, value !== null && subject.mode === "train"))}</section>
    `;
  }

  #overview({ features, featureCount }: InspectorSubject): TemplateResult {
    const more = featureCount - features.length;
    return html`
      <section>
        <table class="features">
          <caption class="sr">
            ${t("Features")}
          </caption>
          <thead>
            <tr>
              <th scope="col">${t("feature")}</th>
              <td>${t("mean μ")}</td>
              <td>${t("variance σ²")}</td>
            </tr>
          </thead>
          <tbody>
            ${features.map(
              (feature) =>
                html`<tr>
                  <th scope="row" class="ellipsis">
                    <button
                      class="link"
                      @click=${() => {
                        this.#reveal(feature.index);
                      }}
                    >
                      ${feature.name}
                    </button>
                  </th>
                  <td>${formatMeasured(feature.mean)}</td>
                  <td>${formatMeasured(feature.variance)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        ${more > 0 ? html`<p class="small secondary">${t("{0} more in the report", formatCount(more))}</p>` : nothing}
      </section>
    `;
  }

  #reveal(feature: number): void {
    this.post({ type: "inspector/reveal", feature });
  }
}

function facts(rows: readonly FactRow[]): TemplateResult {
  return html`<table>
    <tbody>
      ${rows.map(
        ({ name, value, note, isResult }) =>
          html`<tr class=${isResult ? "result" : ""}>
            <th scope="row">${name}</th>
            <td>${value}${note === "" ? nothing : html`<small>${note}</small>`}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

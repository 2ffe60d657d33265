import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import type { ChannelColumns, CheckpointSnapshot } from "../../../../src/shared/checkpoint/snapshot.ts";
import { PaletteController } from "../../../charts/paletteController.ts";
import { actionStyles } from "../../../common/controls/actionStyles.ts";
import { icon } from "../../../common/icons.ts";
import "../../../common/controls/menuButton.ts";
import type { MenuEntry } from "../../../common/controls/menuButton.ts";
import { HostError } from "../../../common/rpc.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { StoreElement } from "../../store/storeElement.ts";
import { channelsText } from "./channelsText.ts";
import "./channelTable.ts";
import { ScatterChart } from "./scatterChart.ts";
import { scatterOf } from "./scatterModel.ts";

/** The tab Channels: |γ| over σ of the selected layer among all others, a sentence, and the channels as a table. */
export class CheckpointChannels extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    table: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    actionStyles,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
      }
      .key {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .dot {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--series-output);
        forced-color-adjust: none;
      }
      .dot.other {
        width: 6px;
        height: 6px;
        background: color-mix(in srgb, var(--vscode-foreground) 45%, transparent);
      }
      .dotted {
        width: 16px;
        border-top: 2px dotted var(--vscode-foreground);
        opacity: 0.6;
      }
      .actions {
        display: flex;
        gap: 8px;
        margin-left: auto;
      }
      .chart {
        position: relative;
        height: 280px;
        margin: 8px 0;
      }
      .text {
        margin-bottom: 8px;
      }
    `,
  ];

  declare table: {
    readonly snapshot: CheckpointSnapshot;
    readonly layer: number | null;
    readonly rows: ChannelColumns;
  } | null;
  readonly #theme = new PaletteController(this);
  #chart: ScatterChart | null = null;
  #asked: readonly [CheckpointSnapshot, number | null] | null = null;

  constructor() {
    super();
    this.table = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  override render() {
    const { snapshot } = this.store;
    const { table } = this;
    if (snapshot === null || table === null) return nothing;
    const { layer, rows } = table;
    // The table is one step behind while another is fetched: all that stands below is about what it holds.
    const scatter = scatterOf(table.snapshot, layer, rows);
    const text = channelsText(table.snapshot, layer, rows, scatter);
    const name = layer === null ? t("all layers") : table.snapshot.layers[layer].name;
    return html`${this.#bar(name, layer)}
      <div class="chart"><canvas role="img" aria-label=${text}></canvas></div>
      <p class="text">${text}</p>
      <bn-channel-table
        .rows=${rows}
        .names=${layer === null ? table.snapshot.layers.map((each) => each.name) : null}
      ></bn-channel-table>`;
  }

  override updated(): void {
    void this.#fetch();
    const canvas = this.renderRoot.querySelector("canvas");
    if (canvas === null || this.table === null) return;
    this.#chart ??= new ScatterChart(canvas);
    this.#chart.show(scatterOf(this.table.snapshot, this.table.layer, this.table.rows), this.#theme.palette);
  }

  #bar(name: string, layer: number | null): TemplateResult {
    return html`<div class="bar">
      <span class="key"><span class="dot"></span>${name}</span>
      ${layer === null ? nothing : html`<span class="key secondary"><span class="dot other"></span>${t("other layers")}</span>`}
      <span class="key secondary"><span class="dotted"></span>${t("effective scale γ/√(σ² + ε)")}</span>
      <div class="actions">
        ${
          layer === null
            ? nothing
            : html`<button
                class="action"
                @click=${() => {
                  this.store.send("layer/putOnData", { layer });
                }}
              >
                ${icon("target")}${t("Put on Data…")}
              </button>`
        }
        <bn-menu-button icon="export" label=${t("Export State…")} .items=${this.#exports(layer)}></bn-menu-button>
      </div>
    </div>`;
  }

  #exports(layer: number | null): MenuEntry[] {
    const entry = (label: string, chosen: number | null, format: "json" | "safetensors"): MenuEntry => ({
      label,
      run: () => {
        this.store.send("layer/export", { layer: chosen, format });
      },
    });
    const all = [
      entry(t("All Layers as JSON…"), null, "json"),
      entry(t("All Layers as safetensors…"), null, "safetensors"),
    ];
    if (layer === null) return all;
    return [
      entry(t("This Layer as JSON…"), layer, "json"),
      entry(t("This Layer as safetensors…"), layer, "safetensors"),
      "separator",
      ...all,
    ];
  }

  /** Asks for the channels of what is selected, once for each snapshot. */
  async #fetch(): Promise<void> {
    const { snapshot, selected } = this.store;
    if (snapshot === null || (this.#asked?.[0] === snapshot && this.#asked[1] === selected)) return;
    const asked = [snapshot, selected] as const;
    this.#asked = asked;
    try {
      const rows = await this.store.host.request("layer/channels", { layer: selected });
      if (this.#asked === asked) this.table = { snapshot, layer: selected, rows };
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
    }
  }
}

customElements.define("bn-checkpoint-channels", CheckpointChannels);

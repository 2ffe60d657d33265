import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing } from "lit";
import { formatCount } from "../../../src/shared/text/numbers.ts";
import type { PageCommand } from "../../../src/shared/report/protocol.ts";
import type { ReportSnapshot } from "../../../src/shared/report/report.ts";
import { hover } from "../../common/controls/hover.ts";
import { icon } from "../../common/icons.ts";
import type { MenuEntry } from "../../common/controls/menuButton.ts";
import "../../common/controls/menuButton.ts";
import { stepHistory } from "../store/historyKeys.ts";
import { ignore } from "../store/requests.ts";
import { sharedStyles } from "../../common/styles.ts";
import { glance, longestGlance } from "../../../src/shared/view/glance.ts";
import { featuresCsv } from "../list/featuresCsv.ts";
import "./columnPicker.ts";
import "./notices.ts";
import "./options.ts";
import { formatOptions } from "./optionFields.ts";
import type { ReportStore } from "../store/store.ts";
import { StoreController } from "../store/storeController.ts";

/** After the last change, so that a screen reader hears the result and not every step to it. */
const announceAfterMs = 700;

/** The top of the report: what was read, with which settings, the result in one sentence, notices. */
export class Head extends LitElement {
  static override properties = { store: { attribute: false }, optionsOpen: { state: true }, spoken: { state: true } };
  static override styles = [
    ...sharedStyles,
    css`
      :host {
        container-type: inline-size;
        padding: 14px 20px 0;
      }
      .source {
        display: flex;
        align-items: center;
        gap: 0 8px;
        min-height: 22px;
      }
      .source .what {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 8px;
        flex: 1;
        min-width: 0;
      }
      .name {
        margin: 0;
        font-size: inherit;
        display: flex;
        align-items: center;
        gap: 6px;
        min-width: 0;
        font-weight: 600;
      }
      .name .icon {
        color: var(--vscode-icon-foreground);
      }
      .actions {
        display: flex;
        gap: 6px;
        align-self: flex-start;
      }
      .fold {
        display: none;
        align-items: center;
        gap: 4px;
        margin-top: 8px;
        max-width: 100%;
      }
      bn-options {
        margin-top: 10px;
      }
      .glance {
        display: grid;
        margin-top: 10px;
        overflow-wrap: anywhere;
      }
      /* The sentence has room for what γ and β add to it. */
      .glance > span,
      .glance::after {
        grid-area: 1 / 1;
        min-width: 0;
      }
      .glance::after {
        content: attr(data-room);
        visibility: hidden;
      }
      bn-notices {
        margin-top: 8px;
      }
      @container (max-width: 579.98px) {
        .source,
        .fold,
        .glance,
        bn-options,
        bn-notices {
          margin-inline: -8px;
        }
        .what .name {
          flex-basis: 100%;
        }
        .fold {
          display: flex;
        }
        bn-options:not(.open) {
          display: none;
        }
      }
      @container (max-width: 619.98px) {
        .dtype {
          display: none;
        }
      }
    `,
  ];

  declare store: ReportStore;
  declare optionsOpen: boolean;
  declare spoken: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.optionsOpen = false;
    this.spoken = "";
    // The sentence tells what γ and β make of x̂ when they are let go, not in every frame of a drag.
    new StoreController(this, ["snapshot", "status", "released"], () => {
      this.#announceLater();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render() {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const { options } = snapshot;
    return html`${this.#source(snapshot)}
      <button
        class="fold"
        aria-expanded=${this.optionsOpen}
        @click=${() => {
          this.optionsOpen = !this.optionsOpen;
        }}
      >
        ${icon(this.optionsOpen ? "chevron-down" : "chevron-right")}<span
          >${formatOptions(options, snapshot.reading)}</span
        >
      </button>
      <bn-options class=${this.optionsOpen ? "open" : ""} .store=${this.store}></bn-options>
      <p class="glance" data-room=${longestGlance(snapshot)}><span>${glance(snapshot, this.store.affine)}</span></p>
      <div class="sr" role="status">${this.spoken}</div>
      <bn-notices .store=${this.store}></bn-notices>`;
  }

  #source(snapshot: ReportSnapshot) {
    const { source } = snapshot;
    const { store } = this;
    const isFile = snapshot.source.kind === "file";
    const closed = store.live === "closed";
    return html`<div class="source">
      <div class="what">
        <h1 class="name">
          ${icon(source.format === "csv" ? "table" : "json")}<span class="ellipsis">${source.name}</span>
        </h1>
        ${
          closed && !isFile
            ? html`<span>${source.range}</span>`
            : html`<button
                class="link"
                @click=${this.#reveal}
                ${hover(() => ({
                  text: isFile ? t("Show the file in the Explorer.") : t("Show these values in the editor."),
                }))}
              >
                ${source.range}
              </button>`
        }
        <span class="secondary"
          >${shapeText(source)}<span class="dtype"
            >${t({ message: ", {0}", args: [source.dtype], comment: "A number type after the shape" })}</span
          ></span
        >
        <bn-column-picker .store=${store}></bn-column-picker>
      </div>
      <div class="actions">
        ${closed ? nothing : this.#liveButton(source.name)}
        <bn-menu-button label=${t("More Actions")} .items=${this.#menu(closed, isFile)}></bn-menu-button>
      </div>
    </div>`;
  }

  #liveButton(name: string) {
    const following = this.store.live === "follows";
    return html`<button
      class="icon-button plain"
      aria-label=${t("Keep live")}
      aria-pressed=${following}
      @click=${() => {
        void this.store.host.request("live/set", { live: !following }).catch(ignore);
      }}
      ${hover(() => ({
        text: following
          ? t("The report follows {0} as it is edited. Click to keep these numbers instead.", name)
          : t("The report keeps its numbers while {0} is edited. Click to follow it.", name),
      }))}
    >
      ${icon(following ? "sync" : "sync-ignored")}
    </button>`;
  }

  #menu(closed: boolean, isFile: boolean): MenuEntry[] {
    const { store } = this;
    const { affine } = store;
    const changed = affine.gamma.some((value) => value !== 1) || affine.beta.some((value) => value !== 0);
    const following = store.live === "follows";
    return [
      { label: isFile ? t("Show in Explorer") : t("Reveal Source"), run: this.#reveal, disabled: closed && !isFile },
      ...(isFile
        ? []
        : [
            {
              label: t("Keep Live"),
              checked: following,
              disabled: closed,
              run: () => void store.host.request("live/set", { live: !following }).catch(ignore),
            },
          ]),
      ...(store.progress === null
        ? []
        : [{ label: t("Cancel Computing"), run: () => void store.host.request("run/cancel").catch(ignore) }]),
      { label: t("Open in New Report"), run: this.#command("openInNewReport") },
      {
        label: t("Pin Report"),
        checked: store.isPinned,
        run: this.#command(store.isPinned ? "unpinReport" : "pinReport"),
      },
      "separator",
      ...this.#historyEntries(),
      "separator",
      { label: t("Save Features as CSV…"), run: this.#saveFeatures },
      {
        label: t("Reset γ and β of All Features"),
        disabled: !changed,
        run: () => void store.commitAffine({ feature: -1, gamma: 1, beta: 0 }).catch(ignore),
      },
    ];
  }

  #command(command: PageCommand): () => void {
    return () => void this.store.host.request("command/run", { command }).catch(ignore);
  }

  #historyEntries(): MenuEntry[] {
    const { undo, redo } = this.store.history;
    return [
      {
        label: undo === null ? t("Undo") : t("Undo {0}", undo),
        disabled: undo === null,
        run: () => {
          stepHistory(this.store, "undo");
        },
      },
      {
        label: redo === null ? t("Redo") : t("Redo {0}", redo),
        disabled: redo === null,
        run: () => {
          stepHistory(this.store, "redo");
        },
      },
    ];
  }

  readonly #saveFeatures = (): void => {
    const { snapshot, affine, host } = this.store;
    if (snapshot !== null) {
      const suggestedName = `${snapshot.source.name.replace(/\.[^.]+$/, "")}-features.csv`;
      const data = new TextEncoder().encode(featuresCsv(snapshot, affine));
      host.request("file/save", { suggestedName, data }).catch(ignore);
    }
  };

  readonly #reveal = (): void => {
    void this.store.host.request("source/reveal", { kind: "range" }).catch(ignore);
  };

  #announceLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const { snapshot, affine, dragging } = this.store;
      if (snapshot !== null && !dragging) {
        this.spoken = glance(snapshot, affine);
      }
    }, announceAfterMs);
  }
}

/** "150 samples × 4 features", with the shape of the positions of each where there are any. */
function shapeText({ sampleCount, featureCount, shape, layout }: ReportSnapshot["source"]): string {
  const samples = sampleCount === 1 ? t("1 sample") : t("{0} samples", formatCount(sampleCount));
  const features = featureCount === 1 ? t("1 feature") : t("{0} features", formatCount(featureCount));
  const axes = layout.replace(/[()\s]/g, "").split(",");
  const positions = shape.filter((_, axis) => axis > 0 && axes[axis] !== "C").map((size) => formatCount(size));
  return positions.length === 0
    ? t("{0} × {1}", samples, features)
    : t("{0} × {1} of {2}", samples, features, positions.join(" × "));
}

customElements.define("bn-head", Head);

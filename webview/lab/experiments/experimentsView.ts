import { t } from "@vscode/l10n";
import { css, html } from "lit";
import { experimentIds, orderOf, type ExperimentId } from "../../../src/shared/lab/experiments.ts";
import { formatCount } from "../../../src/shared/text/numbers.ts";
import { icon } from "../../common/icons.ts";
import type { LabStore } from "../labStore.ts";
import { labStyles } from "../labStyles.ts";
import { StoreElement } from "../storeElement.ts";
import type { ExperimentCard } from "./experimentCard.ts";
import "./experimentCard.ts";

/** The view Experiments: nine claims and one rival explanation, a card each; the open one first, over the whole row. */
export class ExperimentsView extends StoreElement {
  static override styles = [
    ...labStyles,
    css`
      :host {
        container-type: inline-size;
        padding: 10px 14px 24px;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        min-height: 34px;
        margin-bottom: 8px;
      }
      .summary {
        flex: 1;
        text-align: right;
      }
      progress {
        width: 120px;
        height: 4px;
        accent-color: var(--vscode-progressBar-background);
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 10px;
      }
      .open {
        grid-column: 1 / -1;
      }
      @container (max-width: 899.98px) {
        .grid {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      @container (max-width: 559.98px) {
        .grid {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  /** The card that was open at the last update; undefined before the first. */
  #opened: ExperimentId | null | undefined = undefined;

  override render() {
    const { experiments, view, data } = this.store;
    const { running, waiting, failure } = experiments;
    const isRunning = running !== null;
    const open = view.openExperiment;
    const order = open === null ? experimentIds : [open, ...experimentIds.filter((id) => id !== open)];
    return html`<div class="head">
        <button
          class="action ${isRunning ? "" : "primary"}"
          @click=${() => {
            if (isRunning) this.store.send("experiments/cancel");
            else
              this.store.send("experiments/run", {
                orders: experimentIds.map((id) => orderOf(id, view.formActivation)),
              });
          }}
        >
          ${icon(isRunning ? "close" : "run-all")}${isRunning ? t("Cancel") : t("Run All")}
        </button>
        <span role="status">
          ${
            isRunning
              ? t("Experiment {0}, {1} more to come", running.id, waiting.length)
              : (failure ??
                t("{0}, {1} training rows, 3 seeds each.", data?.name ?? "", formatCount(data?.trainingRows ?? 0)))
          }
        </span>
        ${isRunning ? html`<progress aria-label=${t("Experiment {0}", running.id)} max="1" .value=${running.progress}></progress>` : ""}
        <span class="summary quiet">${summary(this.store)}</span>
      </div>
      <div class="grid" data-picture>
        ${order.map(
          (id) =>
            html`<bn-experiment-card
              class=${id === open ? "open" : ""}
              .store=${this.store}
              .experiment=${id}
            ></bn-experiment-card>`,
        )}
      </div>`;
  }

  /** A card that opens moves to the top, and one that closes back to its place: the person goes with it. */
  override updated(): void {
    const open = this.store.view.openExperiment;
    const before = this.#opened;
    this.#opened = open;
    const moved = open ?? before;
    if (before === undefined || open === before || moved === null) return;
    const cards = [...this.renderRoot.querySelectorAll<ExperimentCard>("bn-experiment-card")];
    void cards.find(({ experiment }) => experiment === moved)?.reveal();
  }
}

/** "5 hold, 4 in part. A verdict is about this data, not about all networks." */
function summary(store: LabStore): string {
  const results = experimentIds.flatMap((id) => store.resultOf(id) ?? []);
  if (results.length === 0) return t("A verdict is about this data, not about all networks.");
  const count = (verdict: string): number => results.filter((result) => result.verdict === verdict).length;
  return t(
    "{0} hold, {1} in part, {2} do not. A verdict is about this data, not about all networks.",
    count("holds"),
    count("partly"),
    count("fails"),
  );
}

customElements.define("bn-lab-experiments", ExperimentsView);

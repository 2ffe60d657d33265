import { t } from "@vscode/l10n";
import { html, nothing } from "lit";
import { sameSettings, smallerRate } from "../../../src/shared/lab/settings.ts";
import { icon, type IconName } from "../../common/icons.ts";
import { divergedSentence, runSentence, worseSentence } from "../model/runSentence.ts";
import { settingsLine } from "../model/settingsLine.ts";
import { roughDuration, seedsSentence } from "../model/text.ts";
import { StoreElement } from "../storeElement.ts";
import "./overTraining.ts";
import "./ridges.ts";
import "./settings.ts";
import { trainStyles } from "./trainStyles.ts";
import "./transport.ts";

/** Milliseconds that a screen reader is given between two sentences of a running run. */
const announceEveryMs = 2000;

/** The view Train: transport, settings, what the run shows, ridgelines, charts. */
export class TrainView extends StoreElement {
  static override styles = trainStyles;

  #spoken = "";
  #spokenAt = 0;

  override render() {
    const { settings, data, view, isStale } = this.store;
    return html`<bn-lab-transport .store=${this.store}></bn-lab-transport>
      <div class="page">
        <div>
          <div class="fold">
            <span class="ellipsis">${settingsLine(settings, data?.name ?? "")}</span>
            <button
              class="action"
              aria-expanded=${view.settingsOpen}
              @click=${() => {
                this.store.look({ settingsOpen: !view.settingsOpen });
              }}
            >
              ${t("Settings")}
            </button>
          </div>
          <bn-lab-settings class=${view.settingsOpen ? "open" : ""} .store=${this.store}></bn-lab-settings>
        </div>
        <div class="result" data-picture>
          ${this.#failure()}${isStale ? this.#staleBar() : nothing}
          <div class=${isStale ? "stale" : ""}>
            ${this.#diverged()}${this.#sentence()}
            <bn-lab-ridges .store=${this.store}></bn-lab-ridges>
            <bn-lab-over-training .store=${this.store}></bn-lab-over-training>
          </div>
          <div class="sr" role="status">${this.#spoken}</div>
        </div>
      </div>`;
  }

  #failure() {
    const { failure } = this.store.status;
    return failure === null
      ? nothing
      : bar("error", "alert", html`<b>${t("Training stopped: internal error.")}</b> ${failure}`, [
          [
            t("Show Log"),
            () => {
              this.store.send("log/show");
            },
          ],
          [
            t("Retry"),
            () => {
              this.store.send("run/retry");
            },
          ],
        ]);
  }

  #staleBar() {
    const { run } = this.store;
    if (run === null) return nothing;
    const restore = (): void => {
      this.store.change(run.info.settings);
    };
    return bar(
      "warning",
      "status",
      html`${t("These are the results of the last run, on {0}.", run.dataName)}
        <button class="link" @click=${restore}>${t("Restore its settings")}</button>`,
      [],
    );
  }

  #diverged() {
    const { run } = this.store;
    const said = run === null ? null : divergedSentence(run);
    if (run === null) return nothing;
    const rate = smallerRate(run.info.settings.learningRate);
    const useSmaller: [string, () => void] = [
      t("Use Learning Rate {0}", rate),
      () => {
        this.store.change({ learningRate: rate });
      },
    ];
    if (said === null) {
      const worse = worseSentence(run);
      const isLower = rate < run.info.settings.learningRate;
      return worse === null ? nothing : bar("warning", "status", html`<b>${worse}</b>`, isLower ? [useSmaller] : []);
    }
    const trace = run.traces.at(0);
    return bar("error", "alert", html`<b>${said.main}</b> ${said.rest}`, [
      useSmaller,
      [
        t("Sweep Learning Rates"),
        () => {
          this.store.look({ tab: "sweep", sweep: { ...this.store.view.sweep, columns: "learningRate" } });
        },
      ],
      [
        t("Show Where It Began"),
        () => {
          this.store.look({ scrubbed: trace?.steps.at(-1) ?? 0 });
        },
      ],
    ]);
  }

  #sentence() {
    const { run, status } = this.store;
    if (run === null) return nothing;
    if (status.step === 0) return this.#invitation();
    const isFinished = status.state === "finished";
    const said = runSentence(run, isFinished);
    if (said === null) return nothing;
    this.#speak(`${said.main} ${said.rest}`, isFinished);
    return html`<section class="box" aria-labelledby="shows">
      <h2 class="heading" id="shows">${isFinished ? t("What this run shows") : t("So far, step {0}", status.step)}</h2>
      <p>
        <b>${said.main}</b> ${said.rest}
        <span class="quiet">${seedsSentence(run.info.settings.seeds)}</span>
      </p>
    </section>`;
  }

  /** A run that is watched is not told in every frame. */
  #speak(text: string, isFinished: boolean): void {
    const now = performance.now();
    if (text !== this.#spoken && (isFinished || now - this.#spokenAt > announceEveryMs)) {
      this.#spoken = text;
      this.#spokenAt = now;
    }
  }

  #invitation() {
    const { settings } = this.store;
    const links: [string, () => void][] = [
      [
        t("Fewer steps"),
        () => {
          this.store.change({ steps: 200 });
        },
      ],
      [
        t("Larger learning rate"),
        () => {
          this.store.change({ learningRate: Math.min(30, settings.learningRate * 3) });
        },
      ],
      [
        t("Larger initial weights"),
        () => {
          this.store.change({ weights: "1" });
        },
      ],
    ];
    return html`<section class="box">
      <p>
        ${t("Press Run to train {0} networks for {1} steps.", settings.third === "none" ? t("both") : t("all three"), settings.steps)}
        ${this.#estimate()}
      </p>
      <div class="links">
        ${links.map(([label, run]) => html`<button class="link" @click=${run}>${label}</button>`)}
      </div>
    </section>`;
  }

  /** What was measured holds for the settings that it was measured with. */
  #estimate(): string {
    const { run, settings, status } = this.store;
    if (run === null || status.expectedMs === null || !sameSettings(run.info.settings, settings)) return "";
    return t("About {0}.", roughDuration(status.expectedMs));
  }
}

function bar(
  name: IconName & ("error" | "warning"),
  role: "alert" | "status",
  text: unknown,
  actions: readonly [string, () => void][],
) {
  return html`<div class=${`bar ${name}`} role=${role}>
    ${icon(name === "warning" ? "info" : "error")}
    <div>
      ${text}
      ${
        actions.length === 0
          ? nothing
          : html`<div class="actions">
              ${actions.map(([label, run]) => html`<button class="action" @click=${run}>${label}</button>`)}
            </div>`
      }
    </div>
  </div>`;
}

customElements.define("bn-lab-train", TrainView);

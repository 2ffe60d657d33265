import { t } from "@vscode/l10n";
import { css, html, nothing } from "lit";
import { hasProblems } from "../../../src/shared/lab/settingProblems.ts";
import { icon } from "../../common/icons.ts";
import "../../common/controls/menuButton.ts";
import type { MenuEntry } from "../../common/controls/menuButton.ts";
import { labStyles } from "../labStyles.ts";
import { duration, roughDuration } from "../model/text.ts";
import { StoreElement } from "../storeElement.ts";
import "./scrubber.ts";

/** Run, step, reset; the scrubber; which step is shown and how long is left. */
export class Transport extends StoreElement {
  static override styles = [
    ...labStyles,
    css`
      :host {
        position: sticky;
        top: 38px;
        z-index: 9;
        container-type: inline-size;
        background: var(--vscode-editor-background);
        border-bottom: 1px solid var(--rule-color);
      }
      .line {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 46px;
        padding: 0 14px;
      }
      bn-scrubber {
        flex: 1;
        min-width: 60px;
        margin: 0 8px;
      }
      .state {
        display: flex;
        align-items: center;
        gap: 8px;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      b {
        font-weight: 600;
      }
      progress {
        position: absolute;
        bottom: -1px;
        left: 0;
        width: 100%;
        height: 2px;
        appearance: none;
        border: 0;
        background: transparent;
      }
      progress::-webkit-progress-bar {
        background: transparent;
      }
      progress::-webkit-progress-value {
        background: var(--vscode-progressBar-background);
      }
      @container (max-width: 759.98px) {
        .word,
        .time {
          display: none;
        }
        .action {
          width: 34px;
          padding: 0;
        }
      }
    `,
  ];

  override render() {
    const { status, run, problems, typing, view } = this.store;
    const isRunning = status.state === "running";
    const blocked = !isRunning && (hasProblems(problems) || typing.size > 0);
    const reason = blocked ? ([...typing.values()].at(0) ?? Object.values(problems).at(0)?.message ?? "") : "";
    const steps = run?.info.settings.steps ?? this.store.settings.steps;
    const shown = this.store.frame?.step ?? 0;
    const step = view.scrubbed === null ? status.step : shown;
    return html`<div class="line">
        <button
          class="action ${isRunning || status.state === "finished" ? "" : "primary"}"
          aria-label=${this.#runLabel()}
          aria-describedby=${blocked ? "reason" : nothing}
          ?disabled=${blocked}
          @click=${() => {
            this.store.send(isRunning ? "run/pause" : "run/start");
          }}
        >
          ${icon(isRunning ? "debug-pause" : status.state === "finished" ? "refresh" : "play")}<span class="word"
            >${this.#runLabel()}</span
          >
        </button>
        <button
          class="action"
          aria-label=${t("Step")}
          ?disabled=${isRunning || blocked}
          @click=${() => {
            this.store.send("run/step");
          }}
        >
          ${icon("debug-step-over")}<span class="word">${t("Step")}</span>
        </button>
        <button
          class="action"
          aria-label=${t("Reset")}
          ?disabled=${blocked}
          @click=${() => {
            this.store.send("run/reset");
          }}
        >
          ${icon("discard")}<span class="word">${t("Reset")}</span>
        </button>
        <bn-menu-button
          icon="dashboard"
          label=${t("Speed: {0}", speedLabel(status.stepsPerSecond))}
          .items=${this.#speeds()}
        ></bn-menu-button>
        <bn-scrubber .store=${this.store}></bn-scrubber>
        <span class="state">
          ${
            view.scrubbed !== null && isRunning
              ? html`<button
                  class="link"
                  @click=${() => {
                    this.store.look({ scrubbed: null });
                  }}
                >
                  ${t("Follow")}
                </button>`
              : nothing
          }
          <span>${t("Step")} <b>${step}</b> ${t("of {0}", steps)}</span>
          ${status.stepsPerSecond === null ? nothing : html`<span class="quiet time">${speedLabel(status.stepsPerSecond)}</span>`}
          <span class="quiet time">${this.#time()}</span>
        </span>
        <span id="reason" class="sr">${reason}</span>
      </div>
      ${
        isRunning ? html`<progress aria-label=${t("Training")} max=${steps} .value=${status.step}></progress>` : nothing
      }`;
  }

  #speeds(): MenuEntry[] {
    return speeds.map((stepsPerSecond) => ({
      label: stepsPerSecond === null ? t("As Fast as Possible") : t("{0} Steps per Second", stepsPerSecond),
      checked: stepsPerSecond === this.store.status.stepsPerSecond,
      run: () => {
        this.store.send("run/speed", { stepsPerSecond });
      },
    }));
  }

  #runLabel(): string {
    switch (this.store.status.state) {
      case "running":
        return t("Pause");
      case "finished":
        return t("Run Again");
      case "ready":
      case "paused":
        return t("Run");
    }
  }

  #time(): string {
    const { status, run } = this.store;
    if (run === null || status.step === 0) return "";
    if (status.state === "finished") return t("Finished in {0}", duration(status.elapsedMs));
    if (status.state === "paused") return t("Paused");
    const perStep = Math.max(status.elapsedMs / status.step, 1000 / (status.stepsPerSecond ?? Infinity));
    const left = perStep * (run.info.settings.steps - status.step);
    return left > 500 ? t("{0} left", roughDuration(left)) : "";
  }
}

/** Steps a second that a person can choose; null is as fast as it goes. */
const speeds = [null, 100, 20, 5] as const;

function speedLabel(stepsPerSecond: number | null): string {
  return stepsPerSecond === null ? t("as fast as possible") : t("{0} steps per second", stepsPerSecond);
}

customElements.define("bn-lab-transport", Transport);

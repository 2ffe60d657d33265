import { t } from "@vscode/l10n";
import { capitalized } from "../../../src/shared/lab/words.ts";
import { html, nothing } from "lit";
import type { RunRecord } from "../../../src/shared/lab/record.ts";
import type { NetworkFrame, ProbeFrame } from "../../../src/shared/lab/run.ts";
import { hover } from "../../common/controls/hover.ts";
import { icon } from "../../common/icons.ts";
import "../../common/controls/menuButton.ts";
import type { MenuEntry } from "../../common/controls/menuButton.ts";
import "../../common/controls/segmented.ts";
import type { Segmented } from "../../common/controls/segmented.ts";
import { formatCount } from "../../../src/shared/text/numbers.ts";
import { chooseLayers, ridgeCell } from "../model/ridges.ts";
import {
  activationLabel,
  formatScore,
  layerFlow,
  median,
  networkLabel,
  percent,
  scoreLabel,
  shortNumber,
  stepRange,
} from "../model/text.ts";
import { StoreElement } from "../storeElement.ts";
import "./ridgeCell.ts";
import { ridgesStyles } from "./ridgesStyles.ts";

/** What enters each activation: one row per network, one ridgeline per hidden layer. */
export class Ridges extends StoreElement {
  static override styles = ridgesStyles;

  override willUpdate(): void {
    const { view, run, unitHistograms, status } = this.store;
    if (view.unit === null || run === null) return;
    const steps = run.frames.length;
    const has =
      unitHistograms?.runId === run.info.id && unitHistograms.unit === view.unit ? unitHistograms.steps.length : 0;
    if (has < steps && (status.state !== "running" || steps - has > 1)) this.store.askForUnit(view.unit);
  }

  override render() {
    const { run, frame, view } = this.store;
    if (run === null || frame === null) return nothing;
    const { settings, networks } = run.info;
    const chosen = view.layers?.filter((layer) => layer < settings.depth) ?? [];
    const layers = chosen.length > 0 ? chosen : chooseLayers(settings.depth);
    const isRelu = settings.activation === "relu";
    return html`<div class="head">
        <h2 class="heading">${t("Input of each {0}", activationLabel(settings.activation))}</h2>
        <bn-segmented
          label=${t("Units")}
          .segments=${[
            { value: "one", label: t("One Unit") },
            { value: "all", label: t("All Units") },
          ]}
          .value=${view.unit === null ? "all" : "one"}
          @change=${(event: Event) => {
            this.store.look({ unit: (event.currentTarget as Segmented).value === "one" ? 0 : null });
          }}
        ></bn-segmented>
        ${view.unit === null ? nothing : this.#unitPicker(view.unit, settings.width)}
        ${settings.depth === 1 ? nothing : this.#layerMenu(settings.depth, layers)}
        <span class="quiet note"
          >${t("Each ridge is one step, scaled to its own peak.")}
          ${isRelu ? t("Shaded: ReLU off") : t("Shaded: saturated")}</span
        >
      </div>
      ${networks.map(({ kind }, index) =>
        view.hidden.includes(kind)
          ? nothing
          : html`<div class=${`network of-${kind}`} role="group" aria-label=${networkLabel(kind)}>
              ${this.#facts(run, frame, index)}
              <div class="cells">${layers.map((layer, k) => this.#cell(run, frame, index, layer, k === 0))}</div>
            </div>`,
      )}`;
  }

  /** Which layers have ridges here and lines in the charts below. */
  #layerMenu(depth: number, shown: readonly number[]) {
    const toggle = (layer: number): void => {
      const layers = shown.includes(layer) ? shown.filter((each) => each !== layer) : [...shown, layer];
      if (layers.length > 0) this.store.look({ layers: layers.sort((a, b) => a - b) });
    };
    const items: MenuEntry[] = Array.from({ length: depth }, (_, layer) => ({
      label: t("Layer {0}", layer + 1),
      checked: shown.includes(layer),
      run: () => {
        toggle(layer);
      },
    }));
    const reset = {
      label: depth > 5 ? t("First, Middle and Last") : t("All Layers"),
      checked: this.store.view.layers === null,
      run: () => {
        this.store.look({ layers: null });
      },
    };
    return html`<bn-menu-button
      icon="layers"
      label=${t("Layers shown")}
      .items=${[reset, "separator", ...items]}
    ></bn-menu-button>`;
  }

  #unitPicker(unit: number, width: number) {
    const go = (target: number): void => {
      this.store.look({ unit: (target + width) % width });
    };
    return html`<span class="picker">
      <button
        class="icon-button"
        aria-label=${t("Previous Unit")}
        @click=${() => {
          go(unit - 1);
        }}
      >
        ${icon("chevron-left")}
      </button>
      <span aria-live="polite">${t("unit {0} of {1}", unit + 1, width)}</span>
      <button
        class="icon-button"
        aria-label=${t("Next Unit")}
        @click=${() => {
          go(unit + 1);
        }}
      >
        ${icon("chevron-right")}
      </button>
    </span>`;
  }

  #facts(run: RunRecord, frame: ProbeFrame, index: number) {
    const { settings, networks, task } = run.info;
    const network = frame.networks[index];
    const { kind, parameters } = networks[index];
    const diverged = [...network.divergedAt].filter((step) => step >= 0);
    const facts: [string, unknown, string?][] =
      diverged.length > settings.seeds / 2
        ? [
            [t("Loss"), html`<span class="nan">NaN</span>`],
            [t("At step"), stepRange(diverged)],
            [t("Seeds"), t("{0} of {1}", diverged.length, settings.seeds)],
          ]
        : [
            [t("Loss"), shortNumber(median([...network.loss]))],
            [capitalized(scoreLabel(task)), formatScore(task, median([...network.score]))],
            [
              t("Steps to {0}", shortNumber(settings.targetLoss)),
              stepsTo(network, settings.seeds),
              t("First step at which the mean of the last 20 mini-batch losses is at most {0}", settings.targetLoss),
            ],
            [t("Per step"), network.msPerStep === 0 ? "–" : `${network.msPerStep.toFixed(2)} ms`],
            [t("Parameters"), formatCount(parameters)],
          ];
    return html`<div class="facts">
      <h3>${networkLabel(kind)}</h3>
      <dl>
        ${facts.map(
          ([name, value, explained]) =>
            html`<div ${explained === undefined ? undefined : hover(() => ({ text: explained }))}>
              <dt class="quiet">${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
    </div>`;
  }

  #cell(run: RunRecord, frame: ProbeFrame, index: number, layer: number, isFirst: boolean) {
    const { settings, networks } = run.info;
    const { kind } = networks[index];
    const { unit } = this.store.view;
    const histograms =
      unit !== null && this.store.unitHistograms?.runId === run.info.id ? this.store.unitHistograms : null;
    const cell = ridgeCell(run, index, layer, frame.step, histograms);
    const foot = this.#foot(run, frame, index, layer);
    return html`<div class="cell">
      <div class="title">
        <b>${t("Layer {0}", layer + 1)}</b><span class="quiet flow">${layerFlow(kind, settings)}</span>
      </div>
      <bn-ridge-canvas
        .cell=${cell}
        kind=${kind}
        activation=${settings.activation}
        ?withSteps=${isFirst}
        .label=${t("Input of layer {0}, {1}: {2}", layer + 1, networkLabel(kind), `${foot.spread}, ${foot.useless}`)}
      ></bn-ridge-canvas>
      <div class="foot">
        <span
          ${hover(() => ({
            text: t("Root mean square over units of the standard deviation over {0} training rows", 512),
          }))}
          >${foot.spread}</span
        >
        <span ${hover(() => ({ text: uselessHover(settings.activation) }))}>${foot.useless}</span>
      </div>
    </div>`;
  }

  #foot(run: RunRecord, frame: ProbeFrame, index: number, layer: number) {
    const { depth, seeds, activation } = run.info.settings;
    const overSeeds = (network: NetworkFrame, pick: (network: NetworkFrame) => Float64Array): number =>
      median(Array.from({ length: seeds }, (_, seed) => pick(network)[seed * depth + layer]));
    const start = overSeeds(run.frames[0].networks[index], ({ std }) => std);
    const trace = run.traces.find(({ network }) => network === index);
    const isTraced = frame.networks[index].histograms.length === 0 && trace !== undefined && trace.steps.length > 0;
    const last = isTraced ? (trace.steps.length - 1) * depth + layer : 0;
    const now = isTraced ? trace.std[last] : overSeeds(frame.networks[index], ({ std }) => std);
    const useless = isTraced ? trace.useless[last] : overSeeds(frame.networks[index], (network) => network.useless);
    return {
      spread: frame.step === 0 ? `σ ${fixed(now)}` : `σ ${fixed(start)} → ${fixed(now)}`,
      useless: activation === "relu" ? t("dead {0}", percent(useless)) : t("saturated {0}", percent(useless)),
    };
  }
}

function fixed(value: number): string {
  return value >= 0.01 && value < 100 ? value.toFixed(2) : shortNumber(value);
}

function stepsTo({ reachedAt }: NetworkFrame, seeds: number): string {
  const reached = [...reachedAt].filter((step) => step >= 0);
  if (reached.length <= seeds / 2) return t("not yet");
  const missing = Array.from({ length: seeds - reached.length }, () => Infinity);
  return String(Math.round(median([...reached, ...missing])));
}

function uselessHover(activation: "relu" | "sigmoid" | "tanh"): string {
  switch (activation) {
    case "relu":
      return t("Share of units whose ReLU is off for every row");
    case "sigmoid":
      return t("Share of values where the sigmoid is below 0.02 or above 0.98");
    case "tanh":
      return t("Share of values where the tanh is beyond 0.96 of its range");
  }
}

customElements.define("bn-lab-ridges", Ridges);

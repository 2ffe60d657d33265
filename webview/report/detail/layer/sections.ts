import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import { largestGap } from "../../../../src/shared/layer/gap.ts";
import { momentumFromFramework } from "../../../../src/shared/layer/momentum.ts";
import { formatMeasured } from "../../../../src/shared/text/numbers.ts";
import type { ReportStore } from "../../store/store.ts";
import { extremeTexts } from "./layerModel.ts";
import { pruneSummary } from "./prune/pruneModel.ts";
import { timelineSummary } from "./running/timelineModel.ts";
import "./affineOrder.ts";
import "./compare/compare.ts";
import "./fold/fold.ts";
import "./gap.ts";
import "./layerTable.ts";
import { prunePlan } from "./prune/prune.ts";
import "./running/recalibration.ts";
import "./conventions/switches.ts";
import "./running/timeline.ts";
import "./conventions/twins.ts";

/** One section of the Layer tab. */
export interface LayerSection {
  readonly name: string;
  readonly heading: () => string;
  /** What it says in a few words, beside its heading while it is closed; "" for nothing. */
  readonly summary: (store: ReportStore) => string;
  readonly render: (store: ReportStore) => TemplateResult;
  /** Open until a person closes it. */
  readonly isOpenFirst: boolean;
  /** Only where a layer was loaded. */
  readonly needsLayer: boolean;
}

/** The sections in their order: the layer itself, its two modes, its statistics, other frameworks, what to do with it. */
export const layerSections: readonly LayerSection[] = [
  {
    name: "order",
    heading: () => t("γ and β, ordered by size of γ"),
    summary: ({ affine, snapshot }) => {
      const texts = extremeTexts(affine.gamma, snapshot?.features.names ?? []);
      return texts === null ? "" : t("γ from {0} to {1}", texts[0], texts[2]);
    },
    render: (store) =>
      html`<bn-affine-order .store=${store}></bn-affine-order><bn-layer-table .store=${store}></bn-layer-table>`,
    isOpenFirst: true,
    needsLayer: true,
  },
  {
    name: "gap",
    heading: () => t("Training against evaluation"),
    summary: ({ affine, snapshot }) =>
      snapshot?.gap === undefined
        ? ""
        : t("differ by up to {0}", formatMeasured(largestGap(snapshot.gap.total, affine.gamma))),
    render: (store) => html`<bn-gap .store=${store}></bn-gap>`,
    isOpenFirst: true,
    needsLayer: false,
  },
  {
    name: "running",
    heading: () => t("Running statistics over mini-batches"),
    summary: ({ snapshot }) => {
      const { preset, momentum } = snapshot?.options ?? { preset: "pytorch", momentum: null };
      return timelineSummary(momentum, momentumFromFramework(preset, momentum));
    },
    render: (store) =>
      html`<bn-recalibration .store=${store}></bn-recalibration><bn-timeline .store=${store}></bn-timeline>`,
    isOpenFirst: false,
    needsLayer: false,
  },
  {
    name: "switches",
    heading: () => t("Three switches instead of two modes"),
    summary: ({ snapshot }) =>
      snapshot?.options.mode === "eval"
        ? t("running statistics, not updated")
        : t("the batch's statistics, running ones updated"),
    render: (store) => html`<bn-switches .store=${store}></bn-switches>`,
    isOpenFirst: false,
    needsLayer: false,
  },
  {
    name: "twins",
    heading: () => t("The same layer in other frameworks"),
    summary: () => t("what differs, and the code"),
    render: (store) => html`<bn-twins .store=${store}></bn-twins>`,
    isOpenFirst: false,
    needsLayer: false,
  },
  {
    name: "compare",
    heading: () => t("Compare with another file"),
    summary: ({ snapshot }) => snapshot?.compared?.fileName ?? "",
    render: (store) => html`<bn-compare .store=${store}></bn-compare>`,
    isOpenFirst: false,
    needsLayer: false,
  },
  {
    name: "fold",
    heading: () => t("Fold into the layer before"),
    summary: () => t("W′ and b′, and the proof"),
    render: (store) => html`<bn-fold .store=${store}></bn-fold>`,
    isOpenFirst: false,
    needsLayer: false,
  },
  {
    name: "prune",
    heading: () => t("Prune channels"),
    summary: (store) => pruneSummary(prunePlan(store)),
    render: (store) => html`<bn-prune .store=${store}></bn-prune>`,
    isOpenFirst: false,
    needsLayer: false,
  },
];

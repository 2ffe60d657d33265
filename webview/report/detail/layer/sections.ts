import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import { largestGap } from "../../../../src/shared/layer/statistics/gap.ts";
import { momentumFromFramework } from "../../../../src/shared/layer/momentum.ts";
import { formatMeasured } from "../../../../src/shared/text/numbers.ts";
import type { ReportStore } from "../../store/store.ts";
import { extremeTexts } from "./layerModel.ts";
import { pruneSummary } from "./prune/pruneModel.ts";
import { timelineSummary } from "./running/timelineModel.ts";
import "./affineOrder.ts";
import "./compare/compare.ts";
import "./fold/fold.ts";
import "./gap/gap.ts";
import "./layerTable.ts";
import { prunePlan } from "./prune/prune.ts";
import "./running/recalibration.ts";
import "./conventions/switches.ts";
import "./running/timeline.ts";
import "./conventions/twins.ts";
import "./verdict/worst.ts";

/** One section of the Layer tab. */
export interface LayerSection {
  readonly name: string;
  readonly heading: () => string;
  /** What it says in a few words, beside its heading while it is closed; "" for nothing. */
  readonly summary: (store: ReportStore) => string;
  readonly render: (store: ReportStore) => TemplateResult;
  /** Open until a person closes it. */
  readonly isOpenFirst: boolean;
  /** What has to be loaded: nothing, a layer, or a layer with running statistics. */
  readonly needs: "nothing" | "layer" | "statistics";
}

/** The sections in their order: why the two modes differ, where, the layer itself, other frameworks, what to do with it. */
export const layerSections: readonly LayerSection[] = [
  {
    name: "gap",
    heading: () => t("Training against evaluation"),
    summary: ({ affine, snapshot }) => {
      const gap = snapshot?.gap ?? null;
      return gap === null ? "" : t("differ by up to {0}", formatMeasured(largestGap(gap.total, affine.gamma)));
    },
    render: (store) => html`<bn-gap .store=${store}></bn-gap>`,
    isOpenFirst: true,
    needs: "statistics",
  },
  {
    name: "worst",
    heading: () => t("Features that differ most"),
    summary: () => "",
    render: (store) => html`<bn-worst .store=${store}></bn-worst>`,
    isOpenFirst: true,
    needs: "statistics",
  },
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
    needs: "layer",
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
    needs: "nothing",
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
    needs: "nothing",
  },
  {
    name: "twins",
    heading: () => t("The same layer in other frameworks"),
    summary: () => t("what differs, and the code"),
    render: (store) => html`<bn-twins .store=${store}></bn-twins>`,
    isOpenFirst: false,
    needs: "nothing",
  },
  {
    name: "compare",
    heading: () => t("Compare with another file"),
    summary: ({ snapshot }) => snapshot?.compared?.fileName ?? "",
    render: (store) => html`<bn-compare .store=${store}></bn-compare>`,
    isOpenFirst: false,
    needs: "nothing",
  },
  {
    name: "fold",
    heading: () => t("Fold into the layer before"),
    summary: () => t("W′ and b′, and the proof"),
    render: (store) => html`<bn-fold .store=${store}></bn-fold>`,
    isOpenFirst: false,
    needs: "nothing",
  },
  {
    name: "prune",
    heading: () => t("Prune channels"),
    summary: (store) => pruneSummary(prunePlan(store)),
    render: (store) => html`<bn-prune .store=${store}></bn-prune>`,
    isOpenFirst: false,
    needs: "nothing",
  },
];

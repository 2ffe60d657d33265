import { t } from "@vscode/l10n";
import type { MenuEntry, MenuItem } from "../../../common/controls/menuButton.ts";
import { type DistributionOutput } from "../../charts/distributionModel.ts";
import { type DistributionBase, type DistributionView, seriesNames } from "../../charts/distributionBase.ts";
import type { ReportStore } from "../../store/store.ts";
import { appliesToAll, setAppliesToAll } from "../parts/affineInput.ts";
import type { Figure } from "../../../charts/figures.ts";
import { seriesLabel } from "../parts/seriesText.ts";
import { exportItems } from "../parts/chartMenu.ts";
import { distributionCsv } from "./distributionExport.ts";
import { setDistributionView } from "./viewState.ts";

interface Shown {
  readonly store: ReportStore;
  readonly base: DistributionBase;
  readonly output: DistributionOutput;
  /** The canvas with the chart on it, once there is one. */
  readonly figure: () => Pick<Figure, "canvas" | "prepare"> | null;
}

/** What the ⋯ menu of the distribution offers. */
export function distributionMenu(shown: Shown): MenuEntry[] {
  const { store, base, output } = shown;
  const { view, beyond, feature } = base;
  const choice = (label: string, change: Partial<DistributionView>): MenuEntry => ({
    label,
    checked: Object.entries(change).every(([key, value]) => view[key as keyof DistributionView] === value),
    run: () => {
      setDistributionView(store, change);
    },
  });
  const all = appliesToAll(store);
  return [
    choice(t("Heights as density"), { height: "density" }),
    choice(t("Heights as counts"), { height: "count" }),
    { ...toggle(store, t("Logarithmic heights"), "logarithmic", view.logarithmic) },
    "separator",
    choice(t("Fine bins"), { binFactor: 1 }),
    choice(t("Medium bins"), { binFactor: 2 }),
    choice(t("Coarse bins"), { binFactor: 4 }),
    { ...toggle(store, t("Show all values"), "showAll", view.showAll), disabled: beyond === 0 },
    "separator",
    {
      label: t("Move γ and β of all features"),
      checked: all || feature < 0,
      disabled: feature < 0,
      run: () => {
        setAppliesToAll(store, !all);
      },
    },
    "separator",
    ...exportItems({
      store,
      kind: "distribution",
      figures: () => {
        const figure = shown.figure();
        return figure === null ? [] : [{ ...figure, axis: axisText(base) }];
      },
      csv: () => distributionCsv(base, output),
      legend: (palette) =>
        seriesNames
          .filter((name) => !base.view.hidden.includes(name))
          .map((name) => {
            const { symbol, name: word } = seriesLabel(name);
            const dash = name === "reference" ? [1.5, 3] : [];
            return { label: `${symbol} ${word}`.trim(), color: palette[name], dash };
          }),
    }),
  ];
}

/** What the axes of the exported chart mean: on the page words around it say so. */
function axisText({ axes, name, feature, view }: DistributionBase): string {
  const heights = view.height === "count" ? t("heights: values in a bin") : t("heights: density");
  const subject = feature < 0 ? t("all features") : name;
  return axes === "own"
    ? t("top: x, {0} in its own units; bottom: x̂ and y in standard deviations; {1}", subject, heights)
    : t("x: {0} in its own units; x̂ and y in standard deviations; {1}", subject, heights);
}

function toggle(store: ReportStore, label: string, key: "logarithmic" | "showAll", on: boolean): MenuItem {
  return {
    label,
    checked: on,
    run: () => {
      setDistributionView(store, { [key]: !on });
    },
  };
}

import { t } from "@vscode/l10n";
import type { MenuEntry, MenuItem } from "../../../common/menuButton.ts";
import type { DistributionBase, DistributionOutput, DistributionView } from "../../charts/distributionModel.ts";
import type { ReportStore } from "../../store/store.ts";
import { appliesToAll, setAppliesToAll } from "../parts/affineInput.ts";
import { exportItems } from "../parts/chartMenu.ts";
import { statisticsRows } from "./statisticsModel.ts";
import { distributionCsv } from "./distributionExport.ts";
import { setDistributionView } from "./viewState.ts";

interface Shown {
  readonly store: ReportStore;
  readonly base: DistributionBase;
  readonly output: DistributionOutput;
  /** The canvas with the chart on it, once there is one. */
  readonly canvas: () => HTMLCanvasElement | null;
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
        const canvas = shown.canvas();
        return canvas === null ? [] : [{ canvas }];
      },
      csv: () => {
        const { snapshot, affine } = store;
        const statistics = snapshot === null ? [] : statisticsRows(snapshot, base.feature, affine.gamma, affine.beta);
        return distributionCsv(base, output, statistics);
      },
    }),
  ];
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

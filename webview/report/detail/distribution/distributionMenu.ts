import { t } from "@vscode/l10n";
import type { MenuEntry, MenuItem } from "../../../common/menuButton.ts";
import type { DistributionBase, DistributionOutput, DistributionView } from "../../charts/distributionModel.ts";
import { readPalette } from "../../charts/palette.ts";
import type { ReportStore } from "../../store.ts";
import { appliesToAll, setAppliesToAll } from "../affineInput.ts";
import { save } from "../chartMenu.ts";
import { canvasPng, utf8 } from "../exports.ts";
import { statisticsRows } from "../model/statisticsModel.ts";
import { distributionCsv, distributionSvg } from "./distributionExport.ts";
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
  const { store, base } = shown;
  const { view, beyond, feature } = base;
  const choice = (label: string, change: Partial<DistributionView>): MenuEntry => ({
    label,
    checked: Object.entries(change).every(([key, value]) => view[key as keyof DistributionView] === value),
    run: () => {
      setDistributionView(store, change);
    },
  });
  const exportAs = (label: string, extension: "png" | "svg" | "csv"): MenuEntry => ({
    label,
    run: () => void exportChart(extension, shown),
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
    exportAs(t("Export as PNG…"), "png"),
    exportAs(t("Export as SVG…"), "svg"),
    exportAs(t("Export Data as CSV…"), "csv"),
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

async function exportChart(extension: "png" | "svg" | "csv", { store, base, output, ...shown }: Shown): Promise<void> {
  const { snapshot, affine } = store;
  const canvas = shown.canvas();
  if (snapshot === null || canvas === null) {
    return;
  }
  const palette = readPalette(document.body);
  const make = {
    png: () => canvasPng(canvas, palette),
    svg: () => utf8(distributionSvg(base, output, palette, [canvas.clientWidth, canvas.clientHeight])),
    csv: () => utf8(distributionCsv(base, output, statisticsRows(snapshot, base.feature, affine.gamma, affine.beta))),
  };
  await save(store, "distribution", extension, await make[extension]());
}

import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import "../../../common/menuButton.ts";
import type { MenuItem } from "../../../common/menuButton.ts";
import { type Figure, figuresPng, figuresSvg, type LegendEntry, type PictureTitle } from "../../../charts/figures.ts";
import { type Palette, readPalette } from "../../../charts/palette.ts";
import { ignore } from "../../store/requests.ts";
import type { ReportStore } from "../../store/store.ts";
import { formatOptions } from "../../head/optionFields.ts";
import { commonAffine } from "../../../../src/shared/view/features.ts";
import { formatShortParameter } from "../../../../src/shared/text/numbers.ts";
import { exportName, utf8 } from "../../../common/exports.ts";

/** What a tab exports: all its charts in one picture, and its numbers. */
export interface Exported {
  readonly store: ReportStore;
  /** What the file's name says that it is of. */
  readonly kind: string;
  /** The charts that are shown now. */
  readonly figures: () => readonly Figure[];
  readonly csv: () => string;
  /** The series of the charts, where the charts do not name them. */
  readonly legend?: (palette: Palette) => readonly LegendEntry[];
}

/** The ⋯ menu of a tab whose charts and numbers can be exported. */
export function chartMenu(exported: Exported): TemplateResult {
  return html`<bn-menu-button
    label=${t("More actions for the chart")}
    .items=${exportItems(exported)}
  ></bn-menu-button>`;
}

/** The entries of a ⋯ menu that export charts and numbers. */
export function exportItems({ store, kind, figures, csv, legend }: Exported): MenuItem[] {
  const picture = <T>(
    shown: readonly Figure[],
    draw: (shown: readonly Figure[], palette: Palette, title: PictureTitle | null) => T,
  ): T => {
    const palette = readPalette(document.body);
    return draw(shown, palette, pictureTitle(store, legend?.(palette) ?? []));
  };
  const item = (
    label: string,
    extension: "png" | "svg" | "csv",
    make: (shown: readonly Figure[]) => Uint8Array | Promise<Uint8Array>,
  ): MenuItem => ({
    label,
    run: () => {
      const shown = figures();
      if (extension === "csv" || shown.length > 0) {
        void Promise.resolve(make(shown)).then((data) => save(store, kind, extension, data));
      }
    },
  });
  return [
    item(t("Export as PNG…"), "png", (shown) => picture(shown, figuresPng)),
    item(t("Export as SVG…"), "svg", (shown) => utf8(picture(shown, figuresSvg))),
    item(t("Export Data as CSV…"), "csv", () => utf8(csv())),
  ];
}

/** The plots under an element, in the order of the page, with their headings. */
export function plotFigures(root: ParentNode): Figure[] {
  return [...root.querySelectorAll("bn-plot")].flatMap(({ canvas, heading, caption }) =>
    canvas === null ? [] : [{ canvas, heading, caption }],
  );
}

/** "iris.csv, sepal_length", and how it was normalized. */
function pictureTitle({ snapshot, view, affine }: ReportStore, legend: readonly LegendEntry[]): PictureTitle | null {
  if (snapshot === null) return null;
  const { source, features, options, reading } = snapshot;
  const common = view.selected < 0 ? commonAffine(affine) : null;
  const [gamma, beta] =
    view.selected < 0 ? [common?.gamma, common?.beta] : [affine.gamma[view.selected], affine.beta[view.selected]];
  const parameters =
    gamma === undefined || beta === undefined
      ? ""
      : `; ${t("γ {0}, β {1}", formatShortParameter(gamma), formatShortParameter(beta))}`;
  return {
    title: `${source.name}, ${view.selected < 0 ? t("All features") : features.names[view.selected]}`,
    subtitle: formatOptions(options, reading) + parameters,
    legend,
  };
}

/** Hands what the page made to the host, which asks the person where to. */
async function save(
  { snapshot, view, host }: ReportStore,
  kind: string,
  extension: "png" | "svg" | "csv",
  data: Uint8Array,
): Promise<void> {
  if (snapshot !== null) {
    const subject = view.selected < 0 ? "all features" : snapshot.features.names[view.selected];
    const suggestedName = exportName(snapshot.source.name, subject, kind, extension);
    await host.request("file/save", { suggestedName, data }).catch(ignore);
  }
}

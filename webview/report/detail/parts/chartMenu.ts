import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import "../../../common/controls/menuButton.ts";
import type { MenuItem } from "../../../common/controls/menuButton.ts";
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
  const draw = async <T>(
    make: (shown: readonly Figure[], palette: Palette, title: PictureTitle | null) => T,
  ): Promise<Awaited<T> | null> => {
    const shown = figures();
    const palette = readPalette(document.body);
    return shown.length === 0 ? null : await make(shown, palette, pictureTitle(store, legend?.(palette) ?? []));
  };
  return exportEntries(store, kind, {
    png: () => draw(figuresPng),
    svg: () => draw(figuresSvg),
    csv,
  });
}

/** What a picture and its numbers are made by; null where there is nothing to draw. */
export interface ExportMakers {
  readonly png: () => Promise<Uint8Array | null>;
  readonly svg: () => Promise<string | null>;
  readonly csv: () => string;
}

/** The entries that save a picture, or the numbers of one. */
export function exportEntries(store: ReportStore, kind: string, { png, svg, csv }: ExportMakers): MenuItem[] {
  const item = (
    label: string,
    extension: "png" | "svg" | "csv",
    make: () => Promise<Uint8Array | string | null> | string,
  ): MenuItem => ({
    label,
    run: () => {
      void Promise.resolve(make()).then(async (data) => {
        if (data !== null) await save(store, kind, extension, typeof data === "string" ? utf8(data) : data);
      });
    },
  });
  return [
    item(t("Export as PNG…"), "png", png),
    item(t("Export as SVG…"), "svg", svg),
    item(t("Export Data as CSV…"), "csv", csv),
  ];
}

/** The plots under an element, in the order of the page, with their headings. */
export function plotFigures(root: ParentNode): Figure[] {
  return [...root.querySelectorAll("bn-plot")].flatMap(({ canvas, heading, caption }) =>
    canvas === null ? [] : [{ canvas, heading, caption }],
  );
}

/** "iris.csv, sepal_length", and how it was normalized. */
export function pictureTitle(
  { snapshot, view, affine }: ReportStore,
  legend: readonly LegendEntry[],
): PictureTitle | null {
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

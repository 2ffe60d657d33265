import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import "../../../common/menuButton.ts";
import type { MenuItem } from "../../../common/menuButton.ts";
import { type Figure, figuresPng, figuresSvg } from "../../../charts/figures.ts";
import { readPalette } from "../../../charts/palette.ts";
import { ignore } from "../../store/requests.ts";
import type { ReportStore } from "../../store/store.ts";
import { exportName, utf8 } from "../../../common/exports.ts";

/** What a tab exports: all its charts in one picture, and its numbers. */
export interface Exported {
  readonly store: ReportStore;
  /** What the file's name says that it is of. */
  readonly kind: string;
  /** The charts that are shown now. */
  readonly figures: () => readonly Figure[];
  readonly csv: () => string;
}

/** The ⋯ menu of a tab whose charts and numbers can be exported. */
export function chartMenu(exported: Exported): TemplateResult {
  return html`<bn-menu-button
    label=${t("More actions for the chart")}
    .items=${exportItems(exported)}
  ></bn-menu-button>`;
}

/** The entries of a ⋯ menu that export charts and numbers. */
export function exportItems({ store, kind, figures, csv }: Exported): MenuItem[] {
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
    item(t("Export as PNG…"), "png", (shown) => figuresPng(shown, readPalette(document.body))),
    item(t("Export as SVG…"), "svg", (shown) => utf8(figuresSvg(shown, readPalette(document.body)))),
    item(t("Export Data as CSV…"), "csv", () => utf8(csv())),
  ];
}

/** The plots under an element, in the order of the page, with their headings. */
export function plotFigures(root: ParentNode): Figure[] {
  return [...root.querySelectorAll("bn-plot")].flatMap(({ canvas, heading, caption }) =>
    canvas === null ? [] : [{ canvas, heading, caption }],
  );
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

import { t } from "@vscode/l10n";
import { html, type TemplateResult } from "lit";
import "../../common/menuButton.ts";
import { readPalette } from "../charts/palette.ts";
import { ignore } from "../requests.ts";
import type { ReportStore } from "../store.ts";
import { canvasPng, exportName, utf8 } from "./exports.ts";

/** The ⋯ menu of a tab whose chart and numbers can be exported. */
export function chartMenu(
  store: ReportStore,
  kind: string,
  canvas: () => HTMLCanvasElement | null,
  csv: () => string,
): TemplateResult {
  const items = [
    {
      label: t("Export as PNG…"),
      run: () => {
        const drawn = canvas();
        if (drawn !== null) {
          void canvasPng(drawn, readPalette(document.body)).then((data) => save(store, kind, "png", data));
        }
      },
    },
    {
      label: t("Export Data as CSV…"),
      run: () => void save(store, kind, "csv", utf8(csv())),
    },
  ];
  return html`<bn-menu-button label=${t("More actions for the chart")} .items=${items}></bn-menu-button>`;
}

/** Hands what the page made to the host, which asks the person where to. */
export async function save(
  store: ReportStore,
  kind: string,
  extension: "png" | "svg" | "csv",
  data: Uint8Array,
): Promise<void> {
  const { snapshot, view } = store;
  if (snapshot !== null) {
    const subject = view.selected < 0 ? "all features" : snapshot.features.names[view.selected];
    const suggestedName = exportName(snapshot.source.name, subject, kind, extension);
    await store.host.request("file/save", { suggestedName, data }).catch(ignore);
  }
}

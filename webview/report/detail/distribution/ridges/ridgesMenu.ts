import type { MenuEntry } from "../../../../common/controls/menuButton.ts";
import { pictureRatio } from "../../../../charts/figures.ts";
import { readPalette } from "../../../../charts/palette.ts";
import { svgPng } from "../../../../charts/svgImage.ts";
import type { ReportStore } from "../../../store/store.ts";
import { exportEntries, pictureTitle } from "../../parts/chartMenu.ts";
import { ridgesCsv, type RidgesPicture, ridgesPicture } from "./ridgesExport.ts";
import { ridgesView } from "./ridgesModel.ts";

/** More rows than this make no picture that anybody prints. */
const mostRows = 100;

/** What the ⋯ menu offers while every feature has a ridge: the picture, and its numbers. */
export function ridgesMenu(store: ReportStore): MenuEntry[] {
  const picture = (): RidgesPicture | null => {
    const { snapshot, view, affine } = store;
    const title = pictureTitle(store, []);
    if (snapshot === null || title === null) return null;
    return ridgesPicture(ridgesView(snapshot, view, affine, mostRows), readPalette(document.body), title);
  };
  return exportEntries(store, "ridges", {
    png: async () => {
      const drawn = picture();
      return drawn && (await svgPng(drawn, Math.max(pictureRatio, devicePixelRatio || 1)));
    },
    svg: () => Promise.resolve(picture()?.svg ?? null),
    csv: () => (store.snapshot === null ? "" : ridgesCsv(store.snapshot, store.affine)),
  });
}

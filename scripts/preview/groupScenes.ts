import type { Page } from "playwright-core";
import type { PageView } from "../../webview/report/store/pageView.ts";
import type { PreviewInput } from "./pageHost.ts";
import type { Scene } from "./scenes.ts";

/** Iris by species and digits by class, of all features and of one, in every theme. */
export function groupScenes(sample: (name: string) => string): Scene[] {
  const iris: PreviewInput = { name: "iris.csv", text: sample("iris.csv"), languageId: "csv" };
  const digits: PreviewInput = { name: "digits.csv", text: sample("digits.csv"), languageId: "csv" };
  const all = { detail: { groups: "species" } };
  const one = { ...all, selected: 2, selectedName: "petal_length" };
  const classes = { detail: { groups: "Column 65" } };
  const oneClass = { ...classes, selected: 28, selectedName: "Column 29" };
  const showGroups = async (page: Page): Promise<void> => {
    await page.locator("bn-groups li").first().waitFor();
    await page.locator("bn-groups li .row").last().scrollIntoViewIfNeeded();
  };
  const scene = (
    name: string,
    width: number,
    input: PreviewInput,
    view: Partial<PageView>,
    theme: Scene["theme"],
  ): Scene => {
    return { name: `groups-${name}-${theme}-${width}`, theme, width, height: 800, input, view, act: showGroups };
  };
  const readBin = async (page: Page): Promise<void> => {
    await page.locator("bn-bins .area").hover({ position: { x: 250, y: 100 } });
  };
  const bins = (
    name: string,
    width: number,
    input: PreviewInput,
    view: Partial<PageView>,
    theme: Scene["theme"],
  ): Scene => {
    return { name: `bins-${name}-${theme}-${width}`, theme, width, height: 1000, input, view, act: readBin };
  };
  const wine: PreviewInput = { name: "wine.csv", text: sample("wine.csv"), languageId: "csv" };
  const wild = (i: number): number => Math.sin(i * 12.9898) * (i % 40 === 0 ? 90 : 1) + (i % 3);
  const rows = Array.from({ length: 400 }, (_, i) => `${Math.exp(wild(i) / 9) * 1000},${wild(i) / 2}`);
  const heavy: PreviewInput = { name: "heavy.csv", text: ["income,age", ...rows].join("\n"), languageId: "csv" };
  return [
    bins("iris", 691, iris, { selected: 0, selectedName: "sepal_length" }, "dark"),
    bins("iris", 527, iris, { selected: 0, selectedName: "sepal_length" }, "highContrast"),
    bins("wine", 1000, wine, { selected: 12, selectedName: "proline" }, "light"),
    bins("wine-pooled", 691, wine, { detail: { distribution: { pooled: true } } }, "light"),
    bins("heavy", 691, heavy, { selected: 0, selectedName: "income" }, "dark"),
    bins(
      "heavy",
      1000,
      heavy,
      { selected: 1, selectedName: "age", detail: { distribution: { axes: "one" } } },
      "light",
    ),
    bins("digits", 691, digits, { selected: 28, selectedName: "Column 29" }, "highContrastLight"),
    scene("iris-all", 691, iris, all, "dark"),
    scene("iris-all", 527, iris, all, "highContrast"),
    scene("iris-all", 1440, iris, all, "light"),
    scene("iris-one", 691, iris, one, "light"),
    scene("iris-one", 527, iris, one, "dark"),
    scene("iris-one", 1000, iris, one, "highContrastLight"),
    scene("digits-all", 691, digits, classes, "light"),
    scene("digits-all", 1000, digits, classes, "highContrast"),
    scene("digits-one", 691, digits, oneClass, "dark"),
  ];
}

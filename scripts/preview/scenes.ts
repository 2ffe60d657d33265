import type { Page } from "playwright-core";
import type { PageView } from "../../webview/report/store/pageView.ts";
import type { PageHost, PreviewInput } from "./pageHost.ts";
import { groupScenes } from "./groupScenes.ts";
import { layerScenes } from "./layerScenes.ts";
import type { ThemeName } from "./page.ts";
import { widthScenes } from "./widthScenes.ts";

/** A picture by its name, in which theme and size. */
export interface Frame {
  readonly name: string;
  readonly theme: ThemeName;
  readonly width: number;
  readonly height: number;
}

/** One picture of the report: what is read, and what a person does before it is taken. */
export interface Scene extends Frame {
  readonly input: PreviewInput;
  /** What the page kept from before. */
  readonly view?: Partial<PageView>;
  readonly act?: (page: Page, host: PageHost) => Promise<void>;
}

/** The pictures to look at after a change to the page: each state, each theme, each width at least once. */
export function scenes(sample: (name: string) => string): Scene[] {
  const iris: PreviewInput = { name: "iris.csv", text: sample("iris.csv"), languageId: "csv" };
  const digits: PreviewInput = { name: "digits.csv", text: sample("digits.csv"), languageId: "csv" };
  const wine: PreviewInput = { name: "wine.csv", text: sample("wine.csv"), languageId: "csv" };
  const activations: PreviewInput = { name: "activations.json", text: sample("activations.json"), languageId: "json" };
  const threeByThree: PreviewInput = {
    name: "three-by-three.json",
    text: sample("three-by-three.json"),
    languageId: "json",
  };
  const strange: PreviewInput = {
    name: "strange.csv",
    text: "plain,<img src=x onerror=alert(1)>,constant,gaps,huge\n1,2,7,,1e300\n2,3,7,4,2e300\n4,5,7,,4e300\n8,9,7,5,-1e300\n",
    languageId: "csv",
    options: { missingValues: "ignore" },
  };
  const layer: PreviewInput = {
    ...activations,
    layer: { name: "layer1-batchnorm.json", text: sample("layer1-batchnorm.json") },
  };
  const sections = (...open: readonly string[]): Partial<PageView> => {
    const names = ["gap", "worst", "order", "running", "switches", "twins", "compare", "fold", "prune"];
    const layerSections = Object.fromEntries(names.map((name) => [name, open.includes(name)]));
    return { tab: "layer", detail: { layerSections, pruneThreshold: 1 } };
  };
  const evaluation: PreviewInput = { ...iris, options: { mode: "eval" } };
  const moved = async (page: Page, host: PageHost): Promise<void> => {
    await page.locator("bn-feature-list .row", { hasText: "sepal_length" }).click();
    await host.change({ feature: 0, gamma: 1.6, beta: 0.5 });
  };
  const openColumns = async (page: Page): Promise<void> => {
    await page.getByRole("button", { name: "Columns…" }).click();
    await page.getByRole("checkbox", { name: "petal_length" }).click();
  };
  const offers: PreviewInput = {
    name: "embeddings.json",
    text: JSON.stringify([1, 2, 3, 4].map((n) => ({ loss: n / 2, v: [n, n * n, 5 - n], w: [n % 2, n, 3] }))),
    languageId: "json",
  };
  return [
    ...widthScenes(sample),
    { name: "columns-dark-760", theme: "dark", width: 760, height: 700, input: iris, act: openColumns },
    { name: "columns-light-380", theme: "light", width: 380, height: 700, input: iris, act: openColumns },
    { name: "offers-dark-760", theme: "dark", width: 760, height: 500, input: offers },
    ...groupScenes(sample),
    { name: "iris-dark-760", theme: "dark", width: 760, height: 1500, input: iris },
    { name: "iris-moved-dark-760", theme: "dark", width: 760, height: 1500, input: iris, act: moved },
    { name: "iris-light-760", theme: "light", width: 760, height: 1500, input: iris },
    { name: "iris-hc-760", theme: "highContrast", width: 760, height: 1500, input: iris, act: moved },
    { name: "iris-hclight-760", theme: "highContrastLight", width: 760, height: 1500, input: iris, act: moved },
    { name: "iris-dark-380", theme: "dark", width: 380, height: 1800, input: iris, act: moved },
    { name: "iris-dark-300", theme: "dark", width: 300, height: 900, input: iris, act: moved },
    { name: "iris-eval-dark-1000", theme: "dark", width: 1000, height: 700, input: evaluation, act: moved },
    { name: "digits-light-1200", theme: "light", width: 1200, height: 860, input: digits },
    { name: "digits-dark-760", theme: "dark", width: 760, height: 1500, input: digits },
    { name: "wine-dark-760", theme: "dark", width: 760, height: 1500, input: wine },
    { name: "activations-dark-760", theme: "dark", width: 760, height: 700, input: activations },
    { name: "layer-dark-760", theme: "dark", width: 760, height: 1900, input: layer, view: { tab: "layer" } },
    ...layerScenes(),
    {
      name: "layer-running-dark-760",
      theme: "dark",
      width: 760,
      height: 1500,
      input: layer,
      view: sections("running"),
    },
    {
      name: "layer-switches-light-1000",
      theme: "light",
      width: 1000,
      height: 1200,
      input: layer,
      view: sections("switches"),
    },
    { name: "layer-twins-dark-760", theme: "dark", width: 760, height: 1200, input: layer, view: sections("twins") },
    {
      name: "layer-prune-hc-760",
      theme: "highContrast",
      width: 760,
      height: 1500,
      input: layer,
      view: sections("prune"),
    },
    {
      name: "layer-narrow-light-300",
      theme: "light",
      width: 300,
      height: 3600,
      input: layer,
      view: sections("running", "switches", "twins", "prune"),
    },
    {
      name: "learn-light-760",
      theme: "light",
      width: 760,
      height: 1600,
      input: iris,
      view: { tab: "learn" },
      act: async (page) => {
        await page.getByRole("button", { name: "Learn", exact: true }).click();
        await page.waitForTimeout(2000);
      },
    },
    { name: "three-dark-500", theme: "dark", width: 500, height: 700, input: threeByThree },
    { name: "strange-dark-760", theme: "dark", width: 760, height: 700, input: strange },
    {
      name: "stale-dark-760",
      theme: "dark",
      width: 760,
      height: 400,
      input: iris,
      act: (_, host) => host.post("report/live", "stale"),
    },
    {
      name: "failed-dark-760",
      theme: "dark",
      width: 760,
      height: 400,
      input: iris,
      act: (_, host) => host.post("report/failed", { message: "The computation stopped unexpectedly", canRetry: true }),
    },
    {
      name: "empty-dark-760",
      theme: "dark",
      width: 760,
      height: 500,
      input: { ...iris, state: (state) => ({ ...state, snapshot: null }) },
    },
    {
      name: "first-dark-760",
      theme: "dark",
      width: 760,
      height: 300,
      input: {
        ...iris,
        state: (state) => ({
          ...state,
          snapshot: null,
          progress: {
            message: "Computing 64 features…",
            name: "digits.csv",
            detail: "1,797 samples × 64 features, float64",
          },
        }),
      },
      act: (page) => page.waitForTimeout(700),
    },
    {
      name: "eps-dark-760",
      theme: "dark",
      width: 760,
      height: 400,
      input: iris,
      act: async (page) => {
        await page.getByRole("textbox", { name: "eps" }).fill("-1");
      },
    },
    {
      name: "hover-dark-760",
      theme: "dark",
      width: 760,
      height: 600,
      input: iris,
      act: async (page) => {
        await page.locator("bn-feature-list .row", { hasText: "sepal_length" }).locator(".variance").hover();
        await page.waitForTimeout(800);
      },
    },
    {
      name: "menu-light-760",
      theme: "light",
      width: 760,
      height: 600,
      input: iris,
      act: async (page) => {
        await page.getByRole("button", { name: "Sort and Columns" }).click();
      },
    },
  ];
}

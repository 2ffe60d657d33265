// Mocha's root hooks: one browser and one server of the built pages for all files, a picture of every open page when a test fails.
import type { Context } from "mocha";
import { startPages, stopPages } from "./pages.ts";
import { openTabs } from "./openTab.ts";

export const mochaHooks = {
  async beforeAll(this: Context) {
    this.timeout(120_000);
    await startPages();
  },

  async afterEach(this: Context) {
    const test = this.currentTest;
    if (test?.state !== "failed") return;
    const name = test
      .fullTitle()
      .replaceAll(/[^a-z0-9]+/gi, "-")
      .slice(0, 100);
    for (const tab of openTabs) {
      console.log(`See ${await tab.screenshot(`failed-page-${name}`)}`);
      for (const line of tab.console) console.log(line);
    }
  },

  async afterAll(this: Context) {
    for (const tab of openTabs) await tab.close();
    await stopPages();
  },
};

import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { logFile } from "../../../scripts/paths.ts";
import { axeProblems } from "../../support/axeProblems.ts";
import { pages } from "./pages.ts";

/** Tabs that are open now: hooks take their pictures and close them. */
export const openTabs = new Set<OpenTab>();

/** Opens an empty tab in a browser profile of its own. */
export async function openTab(viewport: { readonly width: number; readonly height: number }): Promise<OpenTab> {
  const context = await pages().browser.newContext({ viewport });
  const tab = new OpenTab(await context.newPage());
  openTabs.add(tab);
  return tab;
}

/** A tab of the browser, whatever page it shows. */
export class OpenTab {
  readonly page: Page;
  /** Errors and warnings of the page's console, and what it threw. */
  readonly console: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on("pageerror", ({ stack, message }) => this.console.push(stack ?? message));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.console.push(message.text());
    });
  }

  /** Fails with what axe finds in an element. */
  async assertAccessible(element: string): Promise<void> {
    // There are no frames to gather from: the legacy mode is six times as fast.
    const builder = new AxeBuilder({ page: this.page }).include(element).setLegacyMode(true);
    assert.deepEqual(await axeProblems(builder), []);
  }

  async screenshot(name: string): Promise<string> {
    const path = logFile(`${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  async close(): Promise<void> {
    openTabs.delete(this);
    await this.page.context().close();
  }
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { root } from "../../../scripts/paths.ts";
import type { ThemeName } from "../../../scripts/preview/page.ts";
import { PageHost, type PreviewInput } from "../../../scripts/preview/pageHost.ts";
import { eventually } from "../../e2e/support/eventually.ts";
import { plainText } from "../../e2e/support/panelFrame.ts";
import { ReportPage } from "../../e2e/support/report.ts";
import { openTab, type OpenTab } from "./openTab.ts";
import { pages } from "./pages.ts";

export interface ReportPageOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
}

/** A sample of the project as the input of a page. */
export function sample(name: string): PreviewInput {
  const languageId = name.endsWith(".csv") ? "csv" : "json";
  return { name, text: readFileSync(join(root, "samples", name), "utf8"), languageId };
}

/** Opens the report page on an input, with a real session behind it, and waits until it shows a result. */
export async function openReport(input: PreviewInput, options: ReportPageOptions = {}): Promise<OpenReport> {
  const { theme = "dark", width = 1000, height = 1300 } = options;
  const tab = await openTab({ width, height });
  const report = new OpenReport(tab, new PageHost(tab.page, input));
  await report.host.start();
  await tab.page.goto(pages().url(theme, "report"));
  await report.features.getByRole("row").nth(1).waitFor();
  return report;
}

/** The report page in a browser of its own, as a person uses it: by mouse and keys. */
export class OpenReport extends ReportPage {
  readonly page: Page;
  readonly host: PageHost;
  readonly #tab: OpenTab;

  constructor(tab: OpenTab, host: PageHost) {
    super(tab.page.mainFrame());
    this.#tab = tab;
    this.page = tab.page;
    this.host = host;
  }

  part(selector: string): Locator {
    return this.page.locator(`bn-detail ${selector}`);
  }

  /** Waits until a part of the detail says something. */
  async says(selector: string, expected: RegExp): Promise<void> {
    await eventually(async () => {
      assert.match(await plainText(this.part(selector).first()), expected);
    });
  }

  /** Moves the pointer onto an element in small steps, as a hand does. */
  async pointAt(target: Locator): Promise<void> {
    const { x, y } = await centre(target);
    await this.page.mouse.move(x, y, { steps: 25 });
  }

  /** Drags a handle by pixels to the right, and does something before letting it go. */
  async drag(handle: Locator, pixels: number, beforeRelease?: () => Promise<void>): Promise<void> {
    const { x, y } = await centre(handle);
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + pixels / 2, y, { steps: 4 });
    await this.page.mouse.move(x + pixels, y, { steps: 4 });
    await beforeRelease?.();
    await this.page.mouse.up();
  }

  /** What the page asked the editor to show last. */
  async revealed(): Promise<unknown> {
    let params: unknown;
    await eventually(() => {
      const last = this.host.requests.filter(({ type }) => type === "source/reveal").at(-1);
      assert.ok(last, "the page asked the editor to show something");
      ({ params } = last);
      return Promise.resolve();
    });
    return params;
  }

  async press(keys: string): Promise<void> {
    await this.page.keyboard.press(keys);
  }

  /** Fails with what axe finds in the page. */
  assertAccessible(): Promise<void> {
    return this.#tab.assertAccessible("bn-report");
  }

  close(): Promise<void> {
    return this.#tab.close();
  }
}

async function centre(target: Locator): Promise<{ x: number; y: number }> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  assert.ok(box, "the element is on screen");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

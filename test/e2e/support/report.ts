import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator } from "playwright-core";
import { axeProblems } from "../../support/axeProblems.ts";
import { eventually } from "./eventually.ts";
import type { PanelFrame } from "./panelFrame.ts";
import type { Workbench } from "./workbench.ts";

/** The report page as a person sees it: its table, its tabs, its fields. */
export class ReportPage {
  readonly frame: PanelFrame;

  constructor(frame: PanelFrame) {
    this.frame = frame;
  }

  /** The page of the report that is shown now, once it shows a result. */
  static async of(workbench: Workbench): Promise<ReportPage> {
    let report = new ReportPage(await workbench.reportFrame());
    // A panel that is shown again has a new frame: the one that was found may be on its way out.
    await eventually(async () => {
      report = new ReportPage(await workbench.reportFrame());
      await report.features.getByRole("row").nth(1).waitFor({ timeout: 5000 });
    }, 45_000);
    return report;
  }

  /** The page of the report whose tab begins with "Batch Norm: " and a name, once that is the one in sight. */
  static async named(workbench: Workbench, name: string): Promise<ReportPage> {
    await workbench.reportTab(name);
    const file = name.split(" ")[0];
    await eventually(async () => {
      const frame = await workbench.reportFrame();
      assert.ok(await frame.getByRole("heading", { level: 1, name: file }).isVisible());
    }, 45_000);
    return ReportPage.of(workbench);
  }

  get features(): Locator {
    return this.frame.getByRole("grid", { name: "Features" });
  }

  featureRow(name: string): Locator {
    return this.features.getByRole("row").filter({ has: this.frame.getByRole("rowheader", { name, exact: true }) });
  }

  /** The cells of a feature's row as text: name, pictures (empty), numbers. */
  async cells(name: string): Promise<string[]> {
    const texts = await this.featureRow(name).locator("[role=rowheader], [role=gridcell]").allInnerTexts();
    return texts.map((text) => text.trim());
  }

  async select(name: string): Promise<void> {
    await this.featureRow(name).click();
  }

  async openTab(name: string): Promise<void> {
    await this.frame.getByRole("tab", { name }).click();
  }

  /** A row of the table of statistics: mean, variance, min, 5%, 25%, median, 75%, 95%, max as they are printed. */
  async statistics(series: "x" | "x̂" | "y"): Promise<string[]> {
    const table = this.frame.locator("table.statistics.wide");
    const row = table.getByRole("row").nth({ x: 1, x̂: 2, y: 3 }[series]);
    return (await row.getByRole("cell").allInnerTexts()).map((text) => text.trim());
  }

  /** Waits until the statistics of a series begin with the given ones. */
  async waitForStatistics(series: "x" | "x̂" | "y", expected: readonly string[]): Promise<void> {
    await eventually(async () => {
      assert.deepEqual((await this.statistics(series)).slice(0, expected.length), expected);
    });
  }

  /** The slider of γ or β. */
  slider(name: "γ" | "β"): Locator {
    return this.frame.locator(`input[type=range][aria-label^="${name}"]`);
  }

  /** Types into a number field and leaves it. */
  async setField(name: string | RegExp, value: string): Promise<void> {
    const field = this.frame.getByRole("textbox", { name });
    await field.fill(value);
    await field.press("Enter");
  }

  /** All text of the page, that of its components too, white space made plain. */
  async text(): Promise<string> {
    const texts = await this.frame.locator("bn-report").evaluate((root) => {
      const found: string[] = [];
      const visit = (node: Node): void => {
        if (node instanceof Text) found.push(node.data);
        else if (!(node instanceof HTMLStyleElement)) {
          (node instanceof Element ? node.shadowRoot : null)?.childNodes.forEach(visit);
          node.childNodes.forEach(visit);
        }
      };
      visit(root);
      return found;
    });
    return texts.join(" ").replaceAll(/\s+/g, " ").trim();
  }
}

/** Fails with what axe finds in the page. */
export async function assertAccessible(workbench: Workbench, page = "bn-report"): Promise<void> {
  const builder = new AxeBuilder({ page: workbench.page });
  assert.deepEqual(await axeProblems(builder.include(["iframe.webview.ready", "iframe#active-frame", page])), []);
}

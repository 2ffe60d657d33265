import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

const text = '{ "note": "two",\n  "inputs": [[1, 2], [3, 4]],\n  "targets": [[5, 6, 7], [8, 9, 1], [2, 3, 4]] }\n';

describe("a file with several tensors", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({ folder: null, files: { "several.json": text } });
  });
  after(() => workbench.close());
  // The cursor stands where no tensor is, and no report is open.
  beforeEach(async () => {
    await workbench.runCommand("View: Close All Editors");
    await workbench.openFile("several.json");
    await workbench.editor.setCursor(1, 5);
  });

  const choices = (what: string) =>
    workbench.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: what }).first();

  it("leaves no panel behind where nothing is chosen, and asks again", async () => {
    for (let time = 0; time < 2; time++) {
      await workbench.runCommand("Normalize Selection");
      await choices("3 × 3").waitFor();
      await workbench.page.keyboard.press("Escape");
      await choices("3 × 3").waitFor({ state: "hidden" });
      await workbench.tab("Batch Norm").waitFor({ state: "detached" });
    }
  });

  it("asks which one is meant where the cursor is in none", async () => {
    await workbench.runCommand("Normalize Selection");
    await choices("3 × 3").waitFor();
    await choices("inputs").click();
    const report = await ReportPage.of(workbench);
    await report.frame.getByText("2 samples × 2 features").first().waitFor();
  });
});

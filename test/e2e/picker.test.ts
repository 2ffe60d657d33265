import { ReportPage } from "./support/report.ts";
import { openWorkbench } from "./support/workbench.ts";

describe("a file with several tensors", () => {
  const text = '{ "note": "two",\n  "inputs": [[1, 2], [3, 4]],\n  "targets": [[5, 6, 7], [8, 9, 1], [2, 3, 4]] }\n';

  it("asks which one is meant where the cursor is in none", async () => {
    const workbench = await openWorkbench({ folder: null, files: { "several.json": text } });
    await workbench.openFile("several.json");
    await workbench.editor.setCursor(1, 5);
    await workbench.runCommand("Normalize Selection");
    const choices = workbench.page.locator(".quick-input-list .monaco-list-row");
    await choices.filter({ hasText: "3 × 3" }).first().waitFor();
    await choices.filter({ hasText: "inputs" }).first().click();
    const report = await ReportPage.of(workbench);
    await report.frame.getByText("2 samples × 2 features").first().waitFor();
    await workbench.close();
  });

  it("leaves no panel behind where nothing is chosen, and asks again", async () => {
    const workbench = await openWorkbench({ folder: null, files: { "several.json": text } });
    await workbench.openFile("several.json");
    await workbench.editor.setCursor(1, 5);
    const choices = workbench.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "3 × 3" });
    for (let time = 0; time < 2; time++) {
      await workbench.runCommand("Normalize Selection");
      await choices.first().waitFor();
      await workbench.page.keyboard.press("Escape");
      await choices.first().waitFor({ state: "hidden" });
      await workbench.tab("Batch Norm").waitFor({ state: "detached" });
    }
    await workbench.close();
  });
});

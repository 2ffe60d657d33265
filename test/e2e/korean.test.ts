import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { panelFrame } from "./support/panelFrame.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("a window in Korean", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      language: "ko",
      files: { "broken.csv": "a,b\n1,2\n3\n", "constant.csv": "a,b\n1,7\n2,7\n4,7\n" },
      viewport: { width: 1600, height: 1000 },
    });
  });
  after(() => workbench.close());

  it("has commands and a report in Korean", async () => {
    await workbench.openFile("iris.csv");
    await workbench.runCommand("선택 영역 정규화");
    const report = new ReportPage(await workbench.reportFrame());
    await eventually(async () => {
      const text = await report.text();
      for (const pattern of [/샘플 150개/, /훈련/, /평가/, /분포/, /species/]) assert.match(text, pattern);
    });
    await workbench.screenshot("korean-report");
  });

  it("has the thread's messages in Korean", async () => {
    await workbench.openFile("broken.csv");
    await workbench.runCommand("선택 영역 정규화");
    await workbench.notifications.waitFor(/3행.*값.*1개.*1행.*2개/);
    await workbench.notifications.clear();
  });

  it("has its views and the doctor's findings in Korean", async () => {
    await workbench.openFile("constant.csv");
    await workbench.page.locator(".activitybar").getByRole("tab", { name: "Batch Norm" }).click();
    const sideBar = workbench.page.locator(".sidebar");
    await sideBar.locator(".pane-header", { hasText: "텐서" }).waitFor();
    await sideBar.locator('.monaco-list-row[aria-label*="BN001: 값 3개가 모두 7입니다"]').waitFor();
    await workbench.editor.focus();
    await workbench.editor.setCursor(2, 1);
    await eventually(async () => {
      const inspector = (await panelFrame(workbench.page, "inspector")).locator("bn-inspector");
      const text = await inspector.evaluate((element) => element.shadowRoot?.textContent ?? "");
      assert.match(text, /샘플 1, 2행/);
    });
    await workbench.screenshot("korean-views");
  });

  it("has the lab and the walkthrough in Korean", async () => {
    await workbench.runCommand("신경망 실험실 열기");
    const lab = await panelFrame(workbench.page, "lab");
    await lab.getByRole("tab", { name: "실험" }).waitFor();
    await workbench.screenshot("korean-lab");
    await workbench.runCommandAndPick("Welcome: Open Walkthrough...", "단계별로 배우는 배치 정규화");
    await workbench.page.getByText("숫자 아홉 개 정규화하기").first().waitFor();
    await workbench.screenshot("korean-walkthrough");
  });
});

import assert from "node:assert/strict";
import { startServer, type VscodeServer } from "../../scripts/vscode-server/server.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench } from "./support/workbench.ts";

describe("Restricted Mode", () => {
  let server: VscodeServer;
  before(async () => {
    const vsix = process.env["BATCHNORM_VSIX"] ?? "";
    server = await startServer({ name: "restricted", vsix, asksForTrust: true });
  });
  after(() => server.stop());

  it("normalizes in a folder that is not trusted", async () => {
    const workbench = await openWorkbench({ server });
    await workbench.page.locator(".statusbar").getByText("Restricted Mode").waitFor();
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Normalize Selection");
    assert.match(await (await ReportPage.of(workbench)).text(), /150 samples/);
    await workbench.screenshot("restricted-mode");
    await workbench.close();
  });
});

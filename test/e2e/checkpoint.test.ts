import assert from "node:assert/strict";
import { answerFileDialog } from "./support/fileDialog.ts";
import { panelFrame, type PanelFrame } from "./support/panelFrame.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("a checkpoint", () => {
  let workbench: Workbench;
  let frame: PanelFrame;
  before(async () => {
    workbench = await openWorkbench({ folder: "test/fixtures/checkpoints", viewport: { width: 1600, height: 1000 } });
  });
  after(() => workbench.close());

  it("opens from the Explorer as a page of its layers, with the worst of them in words", async () => {
    const explorer = workbench.page.locator(".explorer-folders-view");
    await explorer.getByRole("treeitem", { name: "digits-resnet.pt", exact: true }).dblclick();
    frame = await panelFrame(workbench.page, "checkpoint");
    const rows = frame.getByRole("grid", { name: "Batch norm layers" }).getByRole("row");
    await rows.nth(13).waitFor();
    assert.match(await frame.locator(".glance").innerText(), /13 batch norm layers with 432 channels\. 7 are sound\./);
    // The first layer with an error is selected.
    await frame.getByRole("row", { name: /^layer3\.0\.bn1, 64 channels, error/, selected: true }).waitFor();
  });

  it("compares it with another file", async () => {
    await frame.getByRole("button", { name: "Compare with…" }).click();
    await answerFileDialog(workbench, `${workbench.folder}/digits-finetuned.safetensors`);
    const compare = await panelFrame(workbench.page, "compare");
    await compare.getByText("the frozen part is not frozen").waitFor();
  });
});

import assert from "node:assert/strict";
import { panelFrame, type PanelFrame } from "./support/panelFrame.ts";
import { assertAccessible } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("a checkpoint", () => {
  let workbench: Workbench;
  let frame: PanelFrame;
  before(async () => {
    workbench = await openWorkbench({ folder: "test/fixtures/checkpoints", viewport: { width: 1600, height: 1000 } });
    const explorer = workbench.page.locator(".explorer-folders-view");
    await explorer.getByRole("treeitem", { name: "digits-resnet.pt", exact: true }).dblclick();
    frame = await panelFrame(workbench.page, "checkpoint");
  });
  after(() => workbench.close());

  it("opens from the Explorer as a page of its layers, with the worst of them in words", async () => {
    const rows = frame.getByRole("grid", { name: "Batch norm layers" }).getByRole("row");
    await rows.nth(13).waitFor();
    assert.match(await frame.locator(".glance").innerText(), /13 batch norm layers with 432 channels\. 7 are sound\./);
    // The first layer with an error is selected.
    await frame.getByRole("row", { name: /^layer3\.0\.bn1, 64 channels, error/, selected: true }).waitFor();
    await assertAccessible(workbench);
  });

  it("goes through the layers by keys, each shown among the others", async () => {
    await frame.getByRole("row", { name: /^layer2\.0\.bn2/ }).click();
    await workbench.press("Alt+ArrowDown");
    await frame.getByRole("row", { name: /^layer2\.0\.downsample\.1/, selected: true }).waitFor();
    await workbench.press("F8");
    await frame.getByRole("row", { name: /^layer2\.1\.bn1/, selected: true }).waitFor();
    await frame.getByText("All 32 channels lie left of √ε").waitFor();
  });

  it("filters by a finding, and shows what pruning takes away", async () => {
    await frame.getByRole("textbox", { name: "Filter layers" }).fill("@gamma-zero");
    await frame.getByText("3 of 13").waitFor();
    await frame.getByRole("textbox", { name: "Filter layers" }).fill("");
    await frame.getByRole("tab", { name: "Prune" }).click();
    await frame.getByText("26 of 432 channels have |γ| below 0.05; 22 can go").waitFor();
    await assertAccessible(workbench);
  });

  it("compares it with another file", async () => {
    await frame.getByRole("button", { name: "Compare with…" }).click();
    const input = workbench.page.locator(".quick-input-widget input");
    await input.fill(`${workbench.folder}/digits-finetuned.safetensors`);
    await input.press("Enter");
    const compare = await panelFrame(workbench.page, "compare");
    await compare.getByText("the frozen part is not frozen").waitFor();
    await assertAccessible(workbench);
  });
});

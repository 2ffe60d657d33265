import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/paths.ts";
import { answerFileDialog } from "./support/fileDialog.ts";
import { panelFrame } from "./support/panelFrame.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

/** One file for each reader of checkpoints. */
const checkpoints = [
  "digits-resnet.pt",
  "digits-finetuned.safetensors",
  "flax/zoo_flax_variables.msgpack",
  "hdf5/dense.h5",
  "arrays/zoo_haiku_names.npz",
];

// The bundles are searched for what makes requests in test/unit/scripts/requests.test.ts.
describe("the pages", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      files: { "records.json": '[{"a":1,"b":2},{"a":3,"b":5}]', "lines.jsonl": "[1,2]\n[3,5]\n" },
    });
    const folder = join(root, "test", "fixtures");
    for (const path of checkpoints) copyFileSync(join(folder, "checkpoints", path), inWorkspace(path));
    copyFileSync(join(folder, "arrays", "le_f4.npy"), inWorkspace("le_f4.npy"));
  });
  afterEach(() => {
    assert.deepEqual(workbench.foreignRequests, []);
  });
  after(() => workbench.close());

  const inWorkspace = (path: string): string => join(workbench.folder, path.split("/").at(-1) ?? path);

  for (const name of ["iris.csv", "records.json", "lines.jsonl"]) {
    it(`ask nothing of the network for the report on ${name}`, async () => {
      await workbench.openFile(name);
      await workbench.runCommand("Batch Norm: Normalize Selection");
      const report = await ReportPage.of(workbench);
      for (const tab of ["Values", "Activation", "Mini-batches", "Gradients", "Distribution"])
        await report.openTab(tab);
      await workbench.runCommand("View: Close All Editors");
    });
  }

  it("ask nothing of the network for a file that no editor opens", async () => {
    await workbench.runCommand("Batch Norm: Normalize File…");
    await answerFileDialog(workbench, inWorkspace("le_f4.npy"));
    await workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: "Choose rows" }).waitFor();
    await workbench.press("Enter");
    await ReportPage.of(workbench);
    await workbench.runCommand("View: Close All Editors");
  });

  for (const path of checkpoints) {
    it(`ask nothing of the network for ${path}`, async () => {
      await workbench.runCommand("Batch Norm: Open Checkpoint");
      await answerFileDialog(workbench, inWorkspace(path));
      const frame = await panelFrame(workbench.page, "checkpoint");
      await frame.getByRole("grid", { name: "Batch norm layers" }).getByRole("row").nth(1).waitFor();
      await workbench.runCommand("View: Close All Editors");
    });
  }

  it("ask nothing of the network for the lab and the Inspector", async () => {
    await workbench.runCommand("Batch Norm: Open Network Lab");
    const lab = await panelFrame(workbench.page, "lab");
    await lab.getByRole("button", { name: "Step", exact: true }).click();
    await lab.locator("[role=slider][aria-valuenow='1']").waitFor();
    await workbench.page.locator(".activitybar").getByRole("tab", { name: "Batch Norm" }).click();
    await panelFrame(workbench.page, "inspector");
  });
});

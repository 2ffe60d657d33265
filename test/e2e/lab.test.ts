import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { panelFrame, plainText, type PanelFrame } from "./support/panelFrame.ts";
import { openWorkbench, type Workbench, type WorkbenchOptions } from "./support/workbench.ts";

/** What the page threw: none of it may go unseen. */
const pageErrors: string[] = [];

async function openLab(options: WorkbenchOptions = {}): Promise<{ workbench: Workbench; lab: PanelFrame }> {
  const workbench = await openWorkbench({ folder: null, ...options });
  workbench.page.on("pageerror", ({ message, stack }) => {
    if (stack?.includes("/webview/lab.js") === true) pageErrors.push(message);
  });
  await workbench.runCommand("Batch Norm: Open Network Lab");
  const lab = await panelFrame(workbench.page, "lab");
  await lab.getByRole("heading", { name: "Input of each" }).waitFor();
  return { workbench, lab };
}

/** Types into a number's field and leaves it. */
async function setNumber(lab: PanelFrame, label: string, value: string): Promise<void> {
  const field = lab.getByRole("textbox", { name: label, exact: true });
  await field.fill(value);
  await field.press("Enter");
}

describe("the network lab", function () {
  this.timeout(120_000);

  afterEach(() => {
    assert.deepEqual(pageErrors.splice(0), []);
  });

  it("trains on the bundled digits and tells what the run shows", async () => {
    const { workbench, lab } = await openLab({ viewport: { width: 1500, height: 1500 } });
    await lab.getByText("Press Run to train both networks").waitFor();
    await workbench.screenshot("lab-first");
    await setNumber(lab, "Seeds", "2");
    await setNumber(lab, "Width", "20");
    await setNumber(lab, "Target loss", "0.5");
    await setNumber(lab, "Steps", "200");
    await lab.getByRole("button", { name: "Run", exact: true }).click();
    await lab.getByRole("button", { name: "Run Again" }).waitFor({ timeout: 100_000 });
    await eventually(async () => {
      const said = await plainText(lab.getByRole("region", { name: "What this run shows" }));
      assert.match(said, /^What this run shows Batch norm reached loss 0\.5 in \d+(–\d+)? steps/i);
    });
    await workbench.screenshot("lab-finished");
  });
});

import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { assertAccessible } from "./support/report.ts";
import { panelFrame, plainText, type PanelFrame } from "./support/panelFrame.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

/** What the page threw: none of it may go unseen. */
const pageErrors: string[] = [];

/** Runs the command, and waits for the first picture. */
async function showLab(workbench: Workbench): Promise<PanelFrame> {
  await workbench.runCommand("Batch Norm: Open Network Lab");
  const lab = await panelFrame(workbench.page, "lab");
  await lab.getByRole("heading", { name: "Input of each" }).waitFor();
  return lab;
}

/** Types into a number's field and leaves it. */
async function setNumber(lab: PanelFrame, label: string, value: string): Promise<void> {
  const field = lab.getByRole("textbox", { name: label, exact: true });
  await field.fill(value);
  await field.press("Enter");
}

const values = Array.from({ length: 80 }, (_, n) => [Math.sin(n), Math.cos(3 * n)]);
const rows = values.map(([a, b]) => `${a.toFixed(3)},${b.toFixed(3)},${(a * b + a).toFixed(4)}`);
const files = {
  "prices.csv": `a,b,price\n${rows.join("\n")}\n`,
  "one.csv": "x,island\n1.5,Torgersen\n2.5,Torgersen\n",
};

describe("the network lab", function () {
  this.timeout(120_000);

  let workbench: Workbench;
  let lab: PanelFrame;
  before(async () => {
    workbench = await openWorkbench({ folder: null, files, viewport: { width: 1500, height: 1500 } });
    workbench.page.on("pageerror", ({ message, stack }) => {
      if (stack?.includes("/webview/lab.js") === true) pageErrors.push(message);
    });
  });
  after(() => workbench.close());
  // A lab that is opened anew begins with the bundled digits and the first settings.
  beforeEach(async () => {
    lab = await showLab(workbench);
  });
  afterEach(async () => {
    await workbench.runCommand("View: Close All Editors");
    await workbench.tab("Network Lab").waitFor({ state: "detached" });
    assert.deepEqual(pageErrors.splice(0), []);
  });

  it("comes back with its run after a reload of the window", async () => {
    await setNumber(lab, "Seeds", "1");
    await setNumber(lab, "Width", "8");
    await setNumber(lab, "Steps", "40");
    await lab.getByRole("button", { name: "Run", exact: true }).click();
    await lab.getByRole("button", { name: "Run Again" }).waitFor({ timeout: 60_000 });
    const before = await plainText(lab.getByRole("region", { name: "What this run shows" }));
    await workbench.reload();
    const again = await panelFrame(workbench.page, "lab");
    await again.getByRole("button", { name: "Run Again" }).waitFor({ timeout: 60_000 });
    assert.equal(await plainText(again.getByRole("region", { name: "What this run shows" })), before);
  });

  it("predicts a number of the editor's rows at a chosen speed, and keeps that while other rows cannot be trained on", async () => {
    await workbench.openFile("prices.csv");
    lab = await showLab(workbench);
    await lab.getByText("Target: price (a number), guessed.").waitFor();
    for (const [label, value] of [
      ["Width", "8"],
      ["Seeds", "1"],
      ["Steps", "60"],
      ["Batch size", "32"],
      ["Learning rate", "0.1"],
    ] as const) {
      await setNumber(lab, label, value);
    }
    await lab.getByRole("button", { name: "Speed: as fast as possible" }).click();
    await lab.getByRole("menuitemcheckbox", { name: "100 Steps per Second" }).click();
    await lab.getByRole("button", { name: "Run", exact: true }).click();
    await lab.getByRole("button", { name: "Run Again" }).waitFor({ timeout: 60_000 });
    await eventually(async () => {
      const said = await plainText(lab.getByRole("region", { name: "What this run shows" }));
      assert.match(said, /validation R²/i);
    });
    await lab.getByRole("button", { name: "Layers shown" }).click();
    await lab.getByRole("menuitemcheckbox", { name: "Layer 2" }).click();
    await eventually(async () => {
      assert.equal(await lab.getByText("Layer 2", { exact: true }).count(), 0);
    });
    await workbench.screenshot("lab-number");
    await assertAccessible(workbench, "bn-lab");
    await workbench.openFile("one.csv");
    const shown = await showLab(workbench);
    const problem = 'target "island" requires at least 2 classes in the selected rows, got 1 (Torgersen)';
    await shown.getByText(problem).first().waitFor();
    await shown.getByText("These are the results of the last run, on prices.csv.").waitFor();
    assert.equal(await shown.getByRole("button", { name: "Run Again" }).isDisabled(), true);
  });

  it("takes its settings along in a link", async () => {
    for (const [label, value] of [
      ["Hidden layers", "2"],
      ["Width", "7"],
      ["Seeds", "1"],
      ["Steps", "30"],
    ] as const) {
      await setNumber(lab, label, value);
    }
    await lab.getByRole("button", { name: "Copy Link" }).click();
    await eventually(async () => {
      assert.match(
        await workbench.clipboard(),
        /^[\w-]+:\/\/batchnorm-lens\.batchnorm-lens\/lab\?source=digits&depth=2&width=7&/,
      );
    });
    const link = await workbench.clipboard();
    await lab.getByRole("button", { name: "Reset to Defaults" }).click();
    const width = (): Promise<string> => lab.getByRole("textbox", { name: "Width", exact: true }).inputValue();
    await eventually(async () => {
      assert.equal(await width(), "100");
    });
    const command = await workbench.findCommand("Developer: Open URL");
    await command.click();
    await workbench.page.keyboard.type(link);
    await workbench.page.keyboard.press("Enter");
    await workbench.page.getByRole("button", { name: "Open", exact: true }).click();
    await eventually(async () => {
      assert.equal(await width(), "7");
    });
  });
});

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { root } from "../../scripts/paths.ts";
import { npyBytes } from "../../src/documents/write/npy.ts";
import { eventually } from "./support/eventually.ts";
import { plainText } from "./support/panelFrame.ts";
import { assertAccessible } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

interface TorchLayer {
  readonly state: Readonly<Record<string, unknown>>;
  readonly input: readonly (readonly number[])[];
  readonly weight: unknown;
}

const torch = JSON.parse(readFileSync(join(root, "test/fixtures/layers/linear.json"), "utf8")) as TorchLayer;
const named = Object.entries(torch.state).map(([name, value]) => [`bn.${name}`, value]);
const shifted = torch.input.map((row) => row.map((value, c) => (c === 3 ? value + 5 : value)));

describe("the sections of the Layer tab", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      theme: "light",
      viewport: { width: 2000, height: 1500 },
      files: {
        "data.json": JSON.stringify(torch.input),
        "today.json": JSON.stringify(shifted),
        "layer.json": JSON.stringify(Object.fromEntries(named)),
        "before.json": JSON.stringify({ "0.weight": torch.weight }),
      },
    });
    const list = { data: Float64Array.of(8, 7, 6, 5, 4, 3, 2, 1), shape: [8] };
    writeFileSync(join(workbench.folder, "list.npy"), npyBytes(list, "float64"));
  });
  after(() => workbench.close());
  afterEach(() => workbench.notifications.clear());

  /** Opens a section by its heading, and returns its content. */
  async function section(name: string, heading: string): Promise<Locator> {
    const report = await workbench.reportFrame();
    const button = report.getByRole("button", { name: heading });
    if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
    return report.locator(`[data-section=${name}]`);
  }

  async function close(heading: string): Promise<void> {
    await (await workbench.reportFrame()).getByRole("button", { name: heading }).click();
  }

  it("takes training and evaluation apart into three switches", async () => {
    await workbench.openFile("data.json");
    await workbench.runCommand("Normalize Selection");
    await workbench.runCommandAndPick("Load Layer Parameters", "layer.json");
    const report = await workbench.reportFrame();
    await report.getByRole("tab", { name: "Layer" }).click();
    await close("γ and β, ordered by size of γ");
    await close("Training against evaluation");
    const switches = await section("switches", "Three switches instead of two modes");
    const text = await plainText(switches.locator("bn-switches table"));
    assert.match(text, /the running ones in this report PyTorch layer\.eval\(\)/);
    assert.match(text, /Do γ and β learn\?.*layer\.requires_grad_\(False\)/);
    await assertAccessible(workbench);
    await workbench.screenshot("layer-switches-light");
    await close("Three switches instead of two modes");
  });

  it("names the first number that differs in another framework, and copies its code", async () => {
    const twins = await section("twins", "The same layer in other frameworks");
    await twins
      .getByText(/running variance of .* after one update/)
      .first()
      .waitFor();
    await twins.getByRole("button", { name: "Copy the Keras code" }).click();
    await eventually(async () => {
      assert.equal(await workbench.clipboard(), "keras.layers.BatchNormalization(axis=-1, momentum=0.9, epsilon=1e-5)");
    });
    await twins.getByRole("radio", { name: "Left at the defaults" }).click();
    await twins
      .getByText(/in row 1 in training/)
      .first()
      .waitFor();
    await workbench.screenshot("layer-twins-light");
    await close("The same layer in other frameworks");
  });

  it("follows the running statistics, recalibrates, shows what changed and takes it back", async () => {
    const running = await section("running", "Running statistics over mini-batches");
    await running.getByText(/44 updates to within 1%/).waitFor();
    await running.getByRole("textbox", { name: "momentum" }).fill("0.5");
    await running.getByRole("textbox", { name: "momentum" }).press("Enter");
    await running.getByText(/7 updates to within 1%/).waitFor();
    await running.getByRole("textbox", { name: "momentum" }).fill("");
    await running.getByRole("textbox", { name: "momentum" }).press("Enter");
    await running.getByText(/cumulative average weighs all batches alike/).waitFor();
    await running.getByRole("button", { name: "Recalibrate with This Data" }).click();
    await running.getByText(/differed by up to .*, now by up to/).waitFor();
    assert.equal(await running.locator("bn-recalibration tbody tr").count(), 8);
    await assertAccessible(workbench);
    await workbench.screenshot("layer-recalibrated-light");
    await running.getByRole("button", { name: "Undo Recalibration" }).click();
    await running.getByRole("button", { name: "Recalibrate with This Data" }).waitFor();
    await close("Running statistics over mini-batches");
  });

  it("ranks channels under a threshold by keyboard, and warns where none is left", async () => {
    const prune = await section("prune", "Prune channels");
    await prune.getByText("All 8 channels stay.").waitFor();
    const slider = prune.getByRole("slider", { name: "Threshold for |γ|" });
    await slider.focus();
    await workbench.page.keyboard.press("End");
    await prune.getByText(/No channel is left/).waitFor();
    const field = prune.getByRole("textbox", { name: "Threshold for |γ|" });
    await field.fill("1.05");
    await field.press("Enter");
    await prune.getByText(/of 8 channels stay\. Without .* the outputs lose/).waitFor();
    await assertAccessible(workbench);
    await workbench.screenshot("layer-prune-light");
    await close("Prune channels");
  });

  it("compares with another file, ranked by the shift", async () => {
    await workbench.runCommandAndPick("Compare Two Files", "today.json");
    const report = await workbench.reportFrame();
    const compare = report.locator("[data-section=compare]");
    await compare.getByText(/features of today\.json have shifted.*most of all/).waitFor();
    assert.match(await plainText(compare.locator("tbody tr").first()), /^\D*4 \+/);
    await assertAccessible(workbench);
    await workbench.screenshot("layer-compare-light");
    await compare.getByRole("button", { name: "End Comparison" }).click();
    await compare.getByRole("button", { name: "Compare Two Files…" }).waitFor();
    await close("Compare with another file");
  });

  it("folds into the weights before it, proves it, and copies PyTorch code", async () => {
    await workbench.runCommandAndPick("Fold into Preceding Layer", "before.json");
    const report = await workbench.reportFrame();
    const fold = report.locator("[data-section=fold]");
    await fold.getByText(/Linear with W′ and b′ differs from Linear followed by batch norm by at most \d/).waitFor();
    await fold.getByText(/from which these weights make the selected data/).waitFor();
    assert.equal(await fold.locator("tbody tr").count(), 8);
    await assertAccessible(workbench);
    await workbench.screenshot("layer-fold-light");
    await fold.getByRole("button", { name: "Copy as PyTorch Code" }).click();
    await fold.getByRole("button", { name: "Copied" }).waitFor();
    assert.match(await workbench.clipboard(), /before-folded\.json[^]*torch\.nn\.Linear\(4, 8\)/);
  });

  it("asks what an unnamed .npy list is", async () => {
    await workbench.runCommandAndPick("Load Layer Parameters", "list.npy");
    await workbench.pick("weight, gamma, scale");
    const order = await section("order", "γ and β, ordered by size of γ");
    // γ is the list now; the layer's other parts are those that were loaded.
    await eventually(async () => {
      assert.deepEqual(await order.locator("tbody td:nth-child(2)").allInnerTexts(), "8 7 6 5 4 3 2 1".split(" "));
    });
  });
});

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { root } from "../../scripts/paths.ts";
import { eventually } from "../e2e/support/eventually.ts";
import { plainText } from "../e2e/support/panelFrame.ts";
import { openReport, type OpenReport } from "./support/reportPage.ts";

interface TorchLayer {
  readonly state: Readonly<Record<string, unknown>>;
  readonly input: readonly (readonly number[])[];
}

const torch = JSON.parse(readFileSync(join(root, "test/fixtures/layers/linear.json"), "utf8")) as TorchLayer;
const named = Object.fromEntries(Object.entries(torch.state).map(([name, value]) => [`bn.${name}`, value]));

describe("the sections of the Layer tab", () => {
  let report: OpenReport;
  before(async () => {
    report = await openReport(
      {
        ...{ name: "data.json", text: JSON.stringify(torch.input), languageId: "json" },
        layer: { name: "layer.json", text: JSON.stringify(named) },
      },
      { theme: "light", width: 1000, height: 1500 },
    );
    await report.openTab("Layer");
  });
  after(() => report.close());
  // What is open still would be in the way of the next section.
  afterEach(async () => {
    const open = report.frame.locator("bn-layer [aria-expanded=true]");
    while ((await open.count()) > 0) await open.first().click();
  });

  /** Opens a section by its heading, and returns its content. */
  async function section(name: string, heading: string): Promise<Locator> {
    const button = report.frame.getByRole("button", { name: heading });
    if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
    return report.frame.locator(`[data-section=${name}]`);
  }

  it("take training and evaluation apart into three switches", async () => {
    const switches = await section("switches", "Three switches instead of two modes");
    const text = await plainText(switches.locator("bn-switches table"));
    assert.match(text, /the running ones in this report PyTorch layer\.eval\(\)/);
    assert.match(text, /Do γ and β learn\?.*layer\.requires_grad_\(False\)/);
    await report.assertAccessible();
  });

  it("name the first number that differs in another framework, and copy its code", async () => {
    const twins = await section("twins", "The same layer in other frameworks");
    await twins
      .getByText(/running variance of .* after one update/)
      .first()
      .waitFor();
    await twins.getByRole("button", { name: "Copy the Keras code" }).click();
    await eventually(() => {
      assert.equal(report.host.clipboard, "keras.layers.BatchNormalization(axis=-1, momentum=0.9, epsilon=1e-5)");
      return Promise.resolve();
    });
    await twins.getByRole("radio", { name: "Left at the defaults" }).click();
    await twins
      .getByText(/in row 1 in training/)
      .first()
      .waitFor();
  });

  it("follow the running statistics, recalibrate, show what changed and take it back", async () => {
    const running = await section("running", "Running statistics over mini-batches");
    await running.getByText(/44 updates to within 1%/).waitFor();
    const momentum = running.getByRole("textbox", { name: "momentum" });
    await momentum.fill("0.5");
    await momentum.press("Enter");
    await running.getByText(/7 updates to within 1%/).waitFor();
    await momentum.fill("");
    await momentum.press("Enter");
    await running.getByText(/cumulative average weighs all batches alike/).waitFor();
    await running.getByRole("button", { name: "Recalibrate with This Data" }).click();
    await running.getByText(/differed by up to .*, now by up to/).waitFor();
    assert.equal(await running.locator("bn-recalibration tbody tr").count(), 8);
    await report.assertAccessible();
    await running.getByRole("button", { name: "Undo Recalibration" }).click();
    await running.getByRole("button", { name: "Recalibrate with This Data" }).waitFor();
  });

  it("rank channels under a threshold by keyboard, and warn where none is left", async () => {
    const prune = await section("prune", "Prune channels");
    await prune.getByText("All 8 channels stay.").waitFor();
    await prune.getByRole("slider", { name: "Threshold for |γ|" }).focus();
    await report.press("End");
    await prune.getByText(/No channel is left/).waitFor();
    const field = prune.getByRole("textbox", { name: "Threshold for |γ|" });
    await field.fill("1.05");
    await field.press("Enter");
    await prune.getByText(/of 8 channels stay\. Without .* the outputs lose/).waitFor();
    await report.assertAccessible();
  });
});

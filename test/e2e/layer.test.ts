import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/paths.ts";
import { eventually } from "./support/eventually.ts";
import { plainText } from "./support/panelFrame.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

const two = {
  ...{ "encoder.bn1.weight": [1, 2], "encoder.bn1.bias": [0, 1] },
  ...{ "encoder.bn1.running_mean": [2, 3], "encoder.bn1.running_var": [4, 9] },
  ...{ "encoder.bn2.weight": [1, 1, 1], "encoder.bn2.bias": [0, 0, 0] },
  ...{ "encoder.bn2.running_mean": [0, 0, 0], "encoder.bn2.running_var": [1, 1, 1] },
};

describe("Load Layer Parameters…", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      viewport: { width: 1900, height: 1000 },
      files: {
        "model.json": JSON.stringify(two, null, 1),
        "small.csv": "a,b\n1,2\n3,4\n5,9\n",
        "words.json": '{"a": 1}',
      },
    });
    for (const name of ["stored.npz", "layer.safetensors"]) {
      copyFileSync(join(root, "test/fixtures/arrays", name), join(workbench.folder, name));
    }
  });
  after(() => workbench.close());
  afterEach(() => workbench.notifications.clear());

  /** Runs the command and chooses a file, and a layer in it if there are several. */
  async function load(file: string, layer?: string): Promise<void> {
    await workbench.runCommandAndPick("Load Layer Parameters", file);
    if (layer !== undefined) await workbench.pick(layer);
  }

  it("puts a layer's γ, β and running statistics on the data, and shows what they do", async () => {
    await workbench.openFile("activations.json");
    await workbench.runCommand("Normalize Selection");
    await ReportPage.named(workbench, "activations.json");
    await load("layer1-batchnorm.json");
    const report = await workbench.reportFrame();
    await report.getByRole("tab", { name: "Layer" }).click();
    await report.getByText("layer1.bn", { exact: true }).waitFor();
    assert.match(
      await plainText(report.locator("bn-layer .origin")),
      /from layer1-batchnorm\.json · 8 channels · PyTorch · 20 updates/,
    );
    await report
      .locator("bn-head")
      .getByText(/^Evaluation, PyTorch/)
      .waitFor({ state: "attached" });
    assert.equal(await report.locator("bn-layer-table tbody tr").count(), 8);
    assert.match(await plainText(report.locator("bn-gap section")), /Warm-up.*12% of the values/i);
    await workbench.screenshot("layer-dark");
  });

  it("goes back to a new layer", async () => {
    const report = await workbench.reportFrame();
    await report.getByRole("button", { name: "Remove" }).click();
    await report.getByRole("button", { name: "Load Layer Parameters…" }).waitFor();
    await report
      .locator("bn-head")
      .getByText(/^Training, PyTorch/)
      .waitFor({ state: "attached" });
  });

  it("lets a person pick one of several layers, those that fit first, and names both sides of a mismatch", async () => {
    await workbench.openFile("small.csv");
    await workbench.runCommand("Normalize Selection");
    const { frame: report } = await ReportPage.named(workbench, "small.csv");
    await load("model.json", "encoder.bn1");
    await report.getByText("encoder.bn1", { exact: true }).waitFor();
    await load("model.json", "encoder.bn2");
    await workbench.notifications.waitFor(/layer has 3 channels.*data have 2 features/);
    assert.ok(await report.getByText("encoder.bn1", { exact: true }).isVisible());
    await report.locator("bn-layer-table tbody tr").first().click();
    await eventually(async () => {
      assert.match(await plainText(report.locator("bn-gap section")), /outputs of b · \[1\] differ/);
    });
  });

  it("reads .npz and .safetensors files, and says what is missing in others", async () => {
    await load("stored.npz");
    await workbench.notifications.waitFor(/layer has 5 channels.*data have 2 features/);
    await workbench.notifications.clear();
    await load("words.json");
    await workbench.notifications.waitFor(/words\.json requires the parameters of a batch norm layer/);
  });

  it("stands beside Learn Gamma and Beta…, which opens the report at its tab", async () => {
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Learn Gamma and Beta");
    await eventually(async () => {
      const report = await workbench.reportFrame();
      await report.getByRole("tab", { name: "Learn", selected: true }).waitFor({ timeout: 5000 });
      await report.getByRole("button", { name: "Learn", exact: true }).waitFor({ timeout: 5000 });
    });
  });
});

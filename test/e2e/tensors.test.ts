import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { panelFrame } from "./support/panelFrame.ts";
import { ReportPage } from "./support/report.ts";
import { openSideBar, pickFile, rows, view } from "./support/sideBar.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

/** What the Inspector says, white space made plain. */
async function inspectorText({ page }: Workbench): Promise<string> {
  const inspector = (await panelFrame(page, "inspector")).locator("bn-inspector");
  const text = await inspector.evaluate((element) => element.shadowRoot?.textContent ?? "");
  return text.replaceAll(/\s+/g, " ").trim();
}

describe("the Tensors view", () => {
  let workbench: Workbench;
  const loadLayer = async (): Promise<void> => {
    const row = view(workbench, "Tensors").locator(".monaco-list-row", { hasText: "layer1.bn" });
    await row.hover();
    await row.getByRole("button", { name: "Load as Layer Parameters" }).click();
  };
  before(async () => {
    workbench = await openWorkbench({
      files: {
        "two.json": '{\n  "x": [[1, 2], [3, 4], [8, 6]],\n  "y": [5, 6, 7, 9]\n}\n',
        "constant.csv": "a,same\n1,7\n2,7\n3,7\n5,7\n",
        "words.json": '{ "name": "Ann" }\n',
      },
      settings: { "batchNorm.sizeLimit": 0.2 },
    });
  });
  after(() => workbench.close());

  const rowsAre = (check: (rows: string[]) => void): Promise<void> =>
    eventually(async () => {
      check(await rows(view(workbench, "Tensors")));
    });

  it("says what to do where no editor is open, and opens a sample", async () => {
    await openSideBar(workbench);
    await view(workbench, "Tensors").getByRole("button", { name: "Open Samples" }).click();
    await pickFile(workbench, "iris.csv");
  });

  it("lists a table's features with mean, variance and a sparkline", async () => {
    await rowsAre((found) => {
      assert.equal(found.length, 5);
      assert.match(found[0], /^iris\.csv\s?150 × 4, line 1/);
      assert.match(found[1], /^sepal_length\s?[▁▂▃▄▅▆▇█]{6} μ 5\.8433 σ² 0\.6811$/);
    });
    await workbench.screenshot("tensors-iris");
  });

  it("reveals a feature's name in the text without taking the focus", async () => {
    await view(workbench, "Tensors").getByText("petal_width").click();
    await eventually(async () => {
      assert.match(await workbench.editor.position(), /^Ln 1, Col \d+ \(11 selected\)/);
    });
    assert.equal(await workbench.page.locator(".sidebar .monaco-list:focus").count(), 1);
  });

  it("follows the active editor", async () => {
    await workbench.press("ControlOrMeta+P");
    await pickFile(workbench, "two.json");
    await rowsAre((found) => {
      assert.deepEqual(found, ["x3 × 2, line 2", "y4, line 3"]);
    });
  });

  it("follows what is typed", async () => {
    await workbench.editor.setCursor(3, 19);
    await workbench.editor.typeText(", 11");
    await rowsAre((found) => {
      assert.deepEqual(found, ["x3 × 2, line 2", "y5, line 3"]);
    });
  });

  it("keeps what it lists while the text is broken, and says what is wrong", async () => {
    await workbench.editor.typeText("@");
    await view(workbench, "Tensors").getByText("line 3", { exact: false }).last().waitFor();
    await workbench.page.locator(".sidebar .message").waitFor();
    await rowsAre((found) => {
      assert.equal(found.length, 2);
    });
    await workbench.press("Backspace");
    await workbench.page.locator(".sidebar .message").waitFor({ state: "hidden" });
  });

  it("normalizes the tensor whose button is pressed", async () => {
    const row = view(workbench, "Tensors").locator(".monaco-list-row", { hasText: "x3 × 2" });
    await row.hover();
    await row.getByRole("button", { name: "Normalize" }).click();
    const report = await workbench.reportFrame();
    await report.getByText("3 samples", { exact: false }).first().waitFor();
    await rowsAre((found) => {
      assert.equal(found.length, 2);
    });
  });

  it("lists a layer's state with what it has, and its parameters", async () => {
    await workbench.press("ControlOrMeta+P");
    await pickFile(workbench, "layer1-batchnorm.json");
    await rowsAre((found) => {
      assert.match(found[0], /^layer1\.bn\s?PyTorch, 8 channels, γ β μ σ²/);
      assert.deepEqual(found.slice(1), [
        "weightall 1",
        "biasall 0",
        "running_mean−0.4029 to 0.7411",
        "running_var0.1253 to 0.1403",
        "num_batches_tracked20",
      ]);
    });
    await view(workbench, "Tensors").getByText("running_var").click();
    await eventually(async () => {
      const text = await inspectorText(workbench);
      assert.match(text, /layer1\.bn 8 channels, with the names of PyTorch mini-batches seen\s?20/);
      assert.match(text, /channel\s?γ\s?β\s?μ\s?σ²\s?1\s?1\s?0\s?−0\.4029\s?0\.1269/);
    });
    await workbench.screenshot("tensors-layer");
  });

  it("says what to do where the layer in the editor is to be loaded without data", async () => {
    await workbench.tab("Batch Norm:").hover();
    await workbench.closeTab("Batch Norm:");
    await workbench.tab("layer1-batchnorm.json").click();
    await loadLayer();
    await workbench.notifications.waitFor("Select the data and run Normalize Selection first");
    await workbench.notifications.clear();
  });

  it("puts the layer on the data of the report", async () => {
    await workbench.press("ControlOrMeta+P");
    await pickFile(workbench, "activations.json");
    await workbench.runCommand("Normalize Selection");
    await ReportPage.named(workbench, "activations.json");
    await workbench.tab("layer1-batchnorm.json").click();
    await loadLayer();
    const report = await ReportPage.of(workbench);
    await eventually(async () => {
      assert.match(await report.text(), /The running statistics give means/);
    });
  });

  it("marks the features that the doctor has found something in", async () => {
    await workbench.press("ControlOrMeta+P");
    await pickFile(workbench, "constant.csv");
    const row = view(workbench, "Tensors").locator(".monaco-list-row", { hasText: "same" });
    await row.locator(".codicon-info").waitFor();
    assert.match((await row.getAttribute("aria-label")) ?? "", /BN001: all 4 values are 7/);
    await workbench.screenshot("tensors-findings");
  });

  it("opens a tensor in the lab", async () => {
    await workbench.press("ControlOrMeta+P");
    await pickFile(workbench, "wine.csv");
    const row = view(workbench, "Tensors").locator(".monaco-list-row", { hasText: "wine.csv" });
    await row.hover();
    await row.getByRole("button", { name: "Open in the Network Lab" }).click();
    const lab = await panelFrame(workbench.page, "lab");
    await lab.getByText("wine.csv").first().waitFor();
  });

  it("reads a file that is dropped on it", async () => {
    const uri = `vscode-remote://${new URL(workbench.page.url()).host}${workbench.folder}/two.json`;
    const list = view(workbench, "Tensors").locator(".monaco-list-rows");
    const dataTransfer = await workbench.page.evaluateHandle((dropped) => {
      const transfer = new DataTransfer();
      transfer.setData("text/uri-list", dropped);
      return transfer;
    }, uri);
    for (const type of ["dragenter", "dragover", "drop"]) await list.dispatchEvent(type, { dataTransfer });
    const asked = workbench.page.locator(".quick-input-widget", { hasText: "two.json" });
    await asked.waitFor();
    await workbench.press("Escape");
    await asked.waitFor({ state: "hidden" });
  });

  it("says that a file is too large to be read without being asked", async () => {
    await workbench.press("ControlOrMeta+P");
    await pickFile(workbench, "digits.csv");
    await view(workbench, "Tensors").getByText("digits.csv is larger than 0.2 MB").waitFor();
  });
});

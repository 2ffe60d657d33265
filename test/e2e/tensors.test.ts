import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { openSideBar, pickFile, rows, view } from "./support/sideBar.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("the Tensors view", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      files: {
        "two.json": '{\n  "x": [[1, 2], [3, 4], [8, 6]],\n  "y": [5, 6, 7, 9]\n}\n',
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

  it("says that a file is too large to be read without being asked", async () => {
    await workbench.press("ControlOrMeta+P");
    await pickFile(workbench, "digits.csv");
    await view(workbench, "Tensors").getByText("digits.csv is larger than 0.2 MB").waitFor();
  });
});

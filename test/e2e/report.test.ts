import assert from "node:assert/strict";
import { eventually } from "./support/eventually.ts";
import { ReportPage } from "./support/report.ts";
import { openWorkbench, type Workbench } from "./support/workbench.ts";

describe("the report on iris", () => {
  let workbench: Workbench;
  let report: ReportPage;
  before(async () => {
    workbench = await openWorkbench({ viewport: { width: 2000, height: 1100 } });
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Normalize Selection");
    report = await ReportPage.of(workbench);
  });
  after(() => workbench.close());

  it("says what was read", async () => {
    const text = await report.text();
    assert.match(text, /iris\.csv lines 2–151 150 samples × 4 features/);
    assert.match(text, /Column species is left out: its 150 values are text/);
  });

  it("shows μ and the biased σ² of every feature", async () => {
    for (const [name, mean, variance] of [
      ["sepal_length", "5.8433", "0.6811"],
      ["sepal_width", "3.0573", "0.1887"],
      ["petal_length", "3.7580", "3.0955"],
      ["petal_width", "1.1993", "0.5771"],
    ]) {
      const cells = await report.cells(name);
      assert.ok(cells.includes(mean) && cells.includes(variance), `${name}: ${cells.join(" | ")}`);
    }
  });

  it("says the same in the table of the detail", async () => {
    await report.select("sepal_length");
    await report.waitForStatistics("x", ["5.8433", "0.6811"]);
    await report.waitForStatistics("x̂", ["0", "0.999985"]);
  });

  it("doubles the output's σ when γ is dragged from 1 to 2, and leaves its mean where β puts it", async () => {
    await report.select("sepal_length");
    const slider = report.slider("γ");
    const box = await slider.boundingBox();
    assert.ok(box);
    const at = (gamma: number): number => box.x + 6.5 + (gamma / 3) * (box.width - 13);
    await workbench.page.mouse.move(at(1), box.y + box.height / 2);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(at(1.5), box.y + box.height / 2, { steps: 5 });
    await workbench.page.mouse.move(at(2), box.y + box.height / 2, { steps: 5 });
    await workbench.page.mouse.up();
    // The mouse ends within a pixel of 2: read γ, then hold the variance to γ².
    const gamma = Number(await report.frame.getByRole("textbox", { name: /γ/ }).inputValue());
    assert.ok(Math.abs(gamma - 2) <= 0.03, `γ is ${gamma}`);
    await report.setField(/γ/, "2");
    await report.waitForStatistics("y", ["0", "3.9999"]);
    await report.setField(/β/, "0.5");
    await report.waitForStatistics("y", ["0.5", "3.9999"]);
    const cells = await report.cells("sepal_length");
    assert.ok(cells.includes("2") && cells.includes("0.5"), cells.join(" | "));
  });

  it("shows a value in the editor without taking the focus, and follows the editor's cursor", async () => {
    await report.openTab("Values");
    await report.frame.locator("bn-values .value").nth(14).click();
    await workbench.editor.focus();
    await eventually(async () => {
      assert.match(await workbench.editor.position(), /^Ln 16, Col 4/);
    });
    await workbench.editor.setCursor(6, 10);
    await report.frame.getByRole("heading", { name: "petal_length" }).waitFor();
    await report.openTab("Distribution");
    await report.select("sepal_length");
  });

  it("keeps γ and β when it was hidden, and after a reload of the window", async () => {
    await workbench.openFile("wine.csv");
    await workbench.tab("Batch Norm: iris.csv").click();
    report = await ReportPage.named(workbench, "iris.csv");
    await report.waitForStatistics("y", ["0.5", "3.9999"]);
    await workbench.reload();
    report = await ReportPage.of(workbench);
    assert.match(await report.text(), /iris\.csv lines 2–151/);
    await report.select("sepal_length");
    await report.waitForStatistics("y", ["0.5", "3.9999"]);
  });

  it("follows a second run, on other rows of its file", async () => {
    await workbench.tab("iris.csv").first().click();
    await workbench.editor.selectLines(2, 51);
    await workbench.runCommand("Normalize Selection");
    await eventually(async () => {
      assert.match(await (await ReportPage.of(workbench)).text(), /lines 2–51 50 samples/);
    });
    assert.equal(await workbench.tab("Batch Norm").count(), 1);
  });

  it("follows the text while it is edited", async () => {
    await workbench.tab("iris.csv").first().click();
    await workbench.editor.select(2, 1, 2, 4);
    await workbench.editor.typeText("105.1");
    report = await ReportPage.of(workbench);
    await eventually(async () => {
      // 50 setosa rows: (250.3 − 5.1 + 105.1) / 50.
      assert.ok(
        (await report.cells("sepal_length")).includes("7.0060"),
        (await report.cells("sepal_length")).join(" | "),
      );
    });
  });

  it("shows a wrong eps beside its field and keeps the last good numbers", async () => {
    const before = await report.cells("sepal_width");
    await report.setField("eps", "-1");
    await report.frame.getByText("eps must be 0 or greater, got -1").waitFor();
    assert.deepEqual(await report.cells("sepal_width"), before);
    await report.setField("eps", "1e-5");
  });

  it("asks nothing of any other machine", () => {
    assert.deepEqual(workbench.foreignRequests, []);
  });
});

describe("the report on reference values", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench({
      files: {
        "hundred.json": "[100, 1, 1]\n",
        "hundredths.json": "[1, 0.01, 0.01]\n",
        "four.json": "[4, 5, 6]\n",
        "hostile.csv": '"<img src=x onerror=alert(1)>",b\n1,2\n3,5\n4,4\n',
      },
    });
  });
  after(() => workbench.close());

  /** x̂ of a feature as the Values tab prints it. */
  async function normalizedValues(file: string, feature?: string): Promise<number[]> {
    await workbench.openFile(file);
    await workbench.runCommand("Normalize Selection");
    const report = await ReportPage.named(workbench, file);
    if (feature !== undefined) await report.select(feature);
    await report.openTab("Values");
    const rows = report.frame.getByRole("grid", { name: /^Values of/ }).getByRole("row");
    await rows.nth(3).waitFor();
    let values: number[] = [];
    await eventually(async () => {
      const texts = await rows.locator("[role=gridcell]:nth-child(4)").allInnerTexts();
      values = texts.map((text) => Number(text.replace("−", "-")));
      assert.ok(values.length >= 3 && values.every(Number.isFinite), texts.join(" | "));
    });
    return values.slice(0, 3);
  }

  const assertClose = (got: readonly number[], expected: readonly number[]): void => {
    expected.forEach((value, i) => {
      assert.ok(Math.abs(got[i] - value) < 6e-5, `[${i}]: got ${got[i]}, expected ${value}`);
    });
  };

  for (const [file, expected] of [
    ["hundred.json", [1.4142, -0.7071, -0.7071]],
    ["hundredths.json", [1.4142, -0.7071, -0.7071]],
    ["four.json", [-1.2247, 0, 1.2247]],
  ] as const) {
    it(`normalizes ${file}`, async () => {
      assertClose(await normalizedValues(file), expected);
    });
  }

  it("normalizes the columns of three by three", async () => {
    assertClose(await normalizedValues("three-by-three.json", "Feature 1"), [-1.3246, 1.0912, 0.2334]);
    const report = await ReportPage.of(workbench);
    const cells = await report.cells("Feature 1");
    assert.ok(
      cells.some((text) => text.startsWith("0.1082")) && cells.some((text) => text.startsWith("0.334")),
      cells.join(" | "),
    );
  });

  it("shows a hostile name as text", async () => {
    await workbench.openFile("hostile.csv");
    await workbench.runCommand("Normalize Selection");
    const report = await ReportPage.named(workbench, "hostile.csv");
    await report.featureRow("<img src=x onerror=alert(1)>").waitFor();
    assert.equal(await report.frame.locator("img").count(), 0);
  });
});

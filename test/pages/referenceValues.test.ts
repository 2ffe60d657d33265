import assert from "node:assert/strict";
import type { PreviewInput } from "../../scripts/preview/pageHost.ts";
import { eventually } from "../e2e/support/eventually.ts";
import { openReport, sample, type OpenReport } from "./support/reportPage.ts";

const json = (name: string, text: string): PreviewInput => ({ name, text, languageId: "json" });

/** Opens a report on an input, and reads x̂ of a feature's first three values as the Values tab prints them. */
async function assertNormalized(input: PreviewInput, expected: readonly number[], feature?: string): Promise<void> {
  const report = await openReport(input);
  if (feature !== undefined) await report.select(feature);
  await report.openTab("Values");
  const rows = report.frame.getByRole("grid", { name: /^Values of/ }).getByRole("row");
  await eventually(async () => {
    const texts = await rows.locator("[role=gridcell]:nth-child(4)").allInnerTexts();
    const got = texts.map((text) => Number(text.replace("−", "-")));
    expected.forEach((value, i) => {
      assert.ok(Math.abs(got[i] - value) < 6e-5, `[${i}]: got ${got[i]}, expected ${value}`);
    });
  });
  if (feature !== undefined) await assertMomentsOf(report, feature);
  await report.close();
}

async function assertMomentsOf(report: OpenReport, feature: string): Promise<void> {
  const cells = await report.cells(feature);
  assert.ok(
    cells.some((text) => text.startsWith("0.1082")) && cells.some((text) => text.startsWith("0.334")),
    cells.join(" | "),
  );
}

describe("the report on reference values", () => {
  it("normalizes [100, 1, 1]", () => assertNormalized(json("a.json", "[100, 1, 1]\n"), [1.4142, -0.7071, -0.7071]));

  it("normalizes [1, 0.01, 0.01] to the same", () =>
    assertNormalized(json("a.json", "[1, 0.01, 0.01]\n"), [1.4142, -0.7071, -0.7071]));

  it("normalizes [4, 5, 6]", () => assertNormalized(json("a.json", "[4, 5, 6]\n"), [-1.2247, 0, 1.2247]));

  it("normalizes the columns of three by three", () =>
    assertNormalized(sample("three-by-three.json"), [-1.3246, 1.0912, 0.2334], "Feature 1"));

  it("shows a hostile name as text", async () => {
    const name = "<img src=x onerror=alert(1)>";
    const report = await openReport({ name: "a.csv", text: `"${name}",b\n1,2\n3,5\n4,4\n`, languageId: "csv" });
    await report.featureRow(name).waitFor();
    assert.equal(await report.frame.locator("img").count(), 0);
    await report.close();
  });
});

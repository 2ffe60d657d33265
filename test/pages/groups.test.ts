import assert from "node:assert/strict";
import { eventually } from "../e2e/support/eventually.ts";
import { plainText } from "../e2e/support/panelFrame.ts";
import { openReport, sample, type OpenReport } from "./support/reportPage.ts";

async function groupBy(report: OpenReport, column: string): Promise<void> {
  await report.part("bn-groups").getByRole("combobox").click();
  await report.part("bn-groups").getByRole("option", { name: column, exact: true }).click();
}

describe("the groups of iris by species", () => {
  let report: OpenReport;
  before(async () => {
    report = await openReport(sample("iris.csv"), { height: 1600 });
  });
  after(() => report.close());

  it("are not there until a column is chosen", async () => {
    await report.part("bn-groups").getByRole("combobox").waitFor();
    assert.equal(await report.part("bn-groups li .row").count(), 0);
  });

  it("show every feature with all species, the one that they explain most of first", async () => {
    await groupBy(report, "species");
    await report.part("bn-groups li .row .outline[d^=M]").nth(23).waitFor();
    assert.deepEqual(
      (await report.part("bn-groups li .row").allTextContents()).map((text) => text.replaceAll(/\s+/g, " ").trim()),
      ["petal_length 94%", "petal_width 93%", "sepal_length 62%", "sepal_width 40%"],
    );
    await report.says("bn-groups section", /explains most of petal_length: 94% .* least of sepal_width: 40%/);
    assert.match(await plainText(report.part("bn-groups .legend")), /setosa versicolor virginica/);
    await report.assertAccessible();
  });

  it("show each species of one feature before and after, which follows γ and β", async () => {
    await report.part("bn-groups li .row").first().click();
    const setosa = report.part("bn-groups li .row").filter({ hasText: "setosa" });
    await report.says("bn-groups li .row", /50 values.* 1\.462 ± 0\.1719 −1\.30499 ± 0\.0977/);
    await report.part(".handle.beta").focus();
    await report.press("Shift+ArrowRight");
    await report.says("bn-groups li .row", /1\.462 ± 0\.1719 −1\.20499 ± 0\.0977/);
    await setosa.locator(".outline[d^=M]").nth(1).waitFor();
    await report.assertAccessible();
  });

  it("can be put away again", async () => {
    await groupBy(report, "none");
    await report.part("bn-groups li .row").first().waitFor({ state: "detached" });
  });
});

describe("the groups of a table without texts", () => {
  it("are those of its few whole numbers", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${Math.sin(i) + (i % 2)},${i % 2}`);
    const report = await openReport({ name: "classes.csv", text: ["x,class", ...rows].join("\n"), languageId: "csv" });
    await groupBy(report, "class");
    await report.says("bn-groups section", /class explains \d+% of the variance of x/);
    assert.equal(await report.part("bn-groups li .row").count(), 1);
    await report.close();
  });

  it("are not offered where no column has few whole numbers", async () => {
    const report = await openReport({ name: "plain.csv", text: "a,b\n1.5,2\n2.5,7\n4,9.5\n", languageId: "csv" });
    await eventually(() => {
      assert.ok(report.host.requests.some(({ type }) => type === "groups/columns"));
      return Promise.resolve();
    });
    await report.part("bn-heat-maps canvas.after").waitFor();
    assert.equal(await report.part("bn-groups section").count(), 0);
    await report.close();
  });
});

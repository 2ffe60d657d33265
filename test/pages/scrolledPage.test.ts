import assert from "node:assert/strict";
import { plainText } from "../e2e/support/panelFrame.ts";
import { openReport, sample } from "./support/reportPage.ts";

describe("a scrolled report", () => {
  it("says what it is, and that its numbers are not the document's", async () => {
    const report = await openReport(sample("iris.csv"), { width: 690, height: 700 });
    const { page, host } = report;
    const compact = page.locator("bn-compact-head");
    assert.equal(await compact.count(), 0);
    // Before the tabs are there, the page is too short to scroll.
    await report.part("bn-statistics").waitFor();
    await page.evaluate(() => {
      window.scrollTo(0, document.documentElement.scrollHeight);
    });
    await compact.waitFor();
    assert.match(await plainText(compact.locator(".line")), /iris\.csv.*Training, PyTorch, eps 1e-5/s);
    await host.post("report/failed", { message: "Line 5 is no number", canRetry: true });
    const banner = page.getByRole("alert");
    await banner.waitFor();
    const [first, second] = [await banner.boundingBox(), await compact.boundingBox()];
    assert.ok(first !== null && second !== null && first.y >= 0 && second.y >= first.y + first.height - 1);
    await page.getByRole("button", { name: "Back to Top" }).click();
    await compact.waitFor({ state: "detached" });
    await report.close();
  });
});

describe("a report whose γ is moved", () => {
  for (const width of [527, 691, 1000]) {
    it(`stays where it is, ${width} px`, async () => {
      const report = await openReport(sample("iris.csv"), { width });
      await report.select("petal_length");
      const top = (): Promise<number | undefined> =>
        report.page
          .locator("bn-features")
          .boundingBox()
          .then((box) => box?.y);
      const before = await top();
      await report.setField("γ scale", "1.6253");
      await report.setField("β shift", "-0.5253");
      await report.page
        .getByText(/γ and β then give petal_length mean −0\.5253/)
        .first()
        .waitFor();
      assert.equal(await top(), before);
      await report.close();
    });
  }
});

describe("the table of statistics", () => {
  const tiny = ["a,b", ...[4, 7, 1, 9, 3].map((k) => `${k}.25e-13,${k * 1234567.25}`)].join("\n");
  for (const width of [380, 527, 691, 1000, 1440]) {
    it(`fits by turning, ${width} px`, async () => {
      const report = await openReport({ name: "tiny.csv", text: tiny, languageId: "csv" }, { width });
      for (const name of ["a", "b"]) {
        await report.select(name);
        const { content, visible, cells } = await report.page.evaluate(() => {
          const deep = (root: ParentNode, selector: string): Element[] =>
            [...root.querySelectorAll("*")].flatMap((element) => [
              ...(element.matches(selector) ? [element] : []),
              ...(element.shadowRoot === null ? [] : deep(element.shadowRoot, selector)),
            ]);
          const [table] = deep(document, "bn-statistics");
          const right = table.getBoundingClientRect().right;
          return {
            content: document.documentElement.scrollWidth,
            visible: document.documentElement.clientWidth,
            cells: deep(document, "bn-statistics").flatMap((host) =>
              [...(host.shadowRoot?.querySelectorAll("td") ?? [])].filter(
                (cell) => cell.getBoundingClientRect().right > right + 0.5,
              ),
            ).length,
          };
        });
        assert.ok(content <= visible, `${content} px of content in ${visible} px`);
        assert.equal(cells, 0, "cells are cut off");
      }
      await report.close();
    });
  }
});

import assert from "node:assert/strict";
import { reportHtml } from "../../../../src/session/exports/html.ts";
import { reportText } from "../../../../src/session/exports/reportTable.ts";
import { reportMarkdown } from "../../../../src/session/exports/markdown.ts";
import { ReportSession } from "../../../../src/session/report/reportSession.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { defaultReading } from "../../../../src/shared/report/reading.ts";
import type { ReportSnapshot } from "../../../../src/shared/report/report.ts";
import { DirectCompute } from "../directCompute.ts";

async function snapshotOf(text: string): Promise<ReportSnapshot> {
  const session = new ReportSession(new DirectCompute());
  return session.open({
    source: { uri: "file:///small.csv", name: "small.csv", languageId: "csv", version: 1, getText: () => text },
    selections: [{ start: 0, end: 0 }],
    options: defaultReportOptions,
    reading: defaultReading,
    gamma: [2, 1],
    beta: [0.5, 0],
  });
}

const text = "a,b\n1,10\n2,20\n3,60\n";
const hostile = '"<img src=x onerror=alert(1)>","a|b"\n1,10\n2,20\n3,60\n';

describe("reportMarkdown", () => {
  it("says what was read, and every feature's numbers before and after", async () => {
    const markdown = reportMarkdown(await snapshotOf(text));
    assert.match(markdown, /^# Batch Norm: small\.csv$/m);
    assert.match(markdown, /lines 2–4: 3 × 2 \(N, C\), float64/);
    // μ 2, σ² 2/3; γ 2 and β 0.5 give mean 0.5 and variance 4 · var / (var + eps).
    assert.match(
      markdown,
      /^\| a \| 3 \| 1 \| 3 \| 2 \| 0\.6667 \| 0 \| 0\.99998\d* \| 2 \| 0\.5 \| 0\.5 \| 3\.9999 \| 0% \|$/m,
    );
  });

  it("takes no markup from the file", async () => {
    const markdown = reportMarkdown(await snapshotOf(hostile));
    assert.ok(markdown.includes("\\<img src=x onerror=alert(1)\\>"));
    assert.ok(markdown.includes("a\\|b"));
  });
});

describe("reportHtml", () => {
  it("has a row with two pictures for every feature", async () => {
    const html = reportHtml(await snapshotOf(text));
    assert.equal(html.match(/<tr><td>/g)?.length, 2);
    assert.equal(html.match(/<td><svg /g)?.length, 4);
    assert.doesNotMatch(html, /NaN|undefined/);
  });

  it("has the distributions of every feature with axes, and says its language", async () => {
    const html = reportHtml(await snapshotOf(text), "ko");
    assert.match(html, /<html lang="ko">/);
    assert.equal(html.match(/<svg class="chart"/g)?.length, 4);
    assert.match(html, /<figcaption>before, x: 20|<figcaption>before, x: 30/);
    assert.match(html, /<text [^>]*>20<\/text>/);
    // A wide table scrolls in its own box.
    assert.match(html, /<div class="table"><table>/);
  });

  it("gives features of very different scales an axis each, so that none is a sliver", async () => {
    const html = reportHtml(await snapshotOf("a,b\n1,10000\n2,20000\n3,60000\n4,10000\n"));
    const [first] = /<path class="before" d="M[\d.]+ 24[^"]*"/.exec(html) ?? [];
    const ends = [...(first ?? "").matchAll(/H([\d.]+)/g)].map(([, x]) => Number(x));
    assert.ok(Math.max(...ends) - Math.min(...ends) > 300, first);
  });

  it("gives x̂ and y one variance where γ is 1", async () => {
    const { rows, header } = reportText(await snapshotOf(text));
    const row = rows[1];
    assert.equal(row[header.indexOf("variance of y")], row[header.indexOf("variance of x̂")]);
  });

  it("takes no markup from the file, and needs nothing from elsewhere", async () => {
    const html = reportHtml(await snapshotOf(hostile));
    assert.ok(!html.includes("<img"));
    assert.ok(html.includes("&lt;img src=x onerror=alert(1)&gt;"));
    assert.doesNotMatch(html, /src="|href="|url\(/);
  });
});

import assert from "node:assert/strict";
import { reportFor, type OpenReport } from "../../../../../src/session/report/open/reportChoice.ts";
import type { ReportInput } from "../../../../../src/session/report/reportInput.ts";
import { defaultReportOptions } from "../../../../../src/shared/options.ts";
import { defaultReading } from "../../../../../src/shared/report/reading.ts";
import { datasetInfo } from "../../analysisFixture.ts";

const rows = [{ start: 10, end: 20 }];
const cursor = (start: number) => [{ start, end: start }];

function inputOf(name: string, selections: ReportInput["selections"], source: Partial<ReportInput["source"]> = {}) {
  const uri = `file:///${name}`;
  return {
    source: { uri, name, languageId: "csv", version: 1, getText: () => "", ...source },
    selections,
    options: defaultReportOptions,
    reading: defaultReading,
  };
}

interface Open extends OpenReport {
  readonly name: string;
}

function report(name: string, input: ReportInput | null, more: Partial<Open> = {}): Open {
  return { name, input, info: datasetInfo, isPinned: false, ...more };
}

const chosen = (reports: readonly Open[], wanted: ReportInput): string | undefined => reportFor(reports, wanted)?.name;

describe("reportFor", () => {
  const iris = report("iris", inputOf("iris.csv", rows));
  const wine = report("wine", inputOf("wine.csv", rows));
  const pinned = report("pinned", inputOf("iris.csv", rows), { isPinned: true });

  it("gives a file's own report, whatever part of it is wanted", () => {
    assert.equal(chosen([wine, iris], inputOf("iris.csv", [{ start: 0, end: 5 }])), "iris");
  });

  it("gives none for another file: it opens its own", () => {
    assert.equal(chosen([wine], inputOf("iris.csv", rows)), undefined);
  });

  it("gives a pinned report for what it shows, and leaves it alone for anything else", () => {
    assert.equal(chosen([pinned], inputOf("iris.csv", rows)), "pinned");
    assert.equal(chosen([pinned], inputOf("iris.csv", [{ start: 0, end: 5 }])), undefined);
    assert.equal(chosen([pinned, iris], inputOf("iris.csv", [{ start: 0, end: 5 }])), "iris");
  });

  it("takes two cursors of one table for the same part, and of one array in JSON", () => {
    const table = report("table", inputOf("iris.csv", cursor(0)), { isPinned: true });
    assert.equal(chosen([table], inputOf("iris.csv", cursor(700))), "table");
    const info = { ...datasetInfo, format: "json", range: { start: 10, end: 90 } } as const;
    const array = report("array", inputOf("a.json", cursor(12)), { isPinned: true, info });
    assert.equal(chosen([array], inputOf("a.json", cursor(80))), "array");
    assert.equal(chosen([array], inputOf("a.json", cursor(120))), undefined);
  });

  it("tells the columns of a file that is read by itself", () => {
    const file = { name: "iris.csv", source: "/iris.csv", lines: null, layout: "auto", preset: "pytorch" } as const;
    const columns = (list: number[]) => inputOf("iris.csv", [], { file: { ...file, columns: list } });
    const first = report("first", columns([0]), { isPinned: true });
    assert.equal(chosen([first], columns([0])), "first");
    assert.equal(chosen([first], columns([1])), undefined);
    assert.equal(chosen([first], inputOf("iris.csv", [])), undefined);
  });

  it("gives the one used last among several of a file", () => {
    const second = report("second", inputOf("iris.csv", [{ start: 30, end: 40 }]));
    assert.equal(chosen([second, iris], inputOf("iris.csv", [{ start: 0, end: 5 }])), "second");
  });

  it("fills an empty report before it opens another", () => {
    const empty = report("empty", null, { info: null });
    assert.equal(chosen([empty, wine], inputOf("iris.csv", rows)), "empty");
    assert.equal(chosen([empty, iris], inputOf("iris.csv", rows)), "iris");
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { defaultReportOptions } from "../../../../../src/shared/options.ts";
import { gridTemplate, listColumns } from "../../../../../webview/report/list/listColumns.ts";
import { headerRow, moveInGrid, TypeAhead } from "../../../../../webview/report/list/listKeys.ts";
import { rowHeight, rowWindow } from "../../../../../webview/report/list/rows/rowWindow.ts";
import { columnFormat } from "../../../../../webview/report/list/rows/columnFormat.ts";

const train = defaultReportOptions;
const evaluation = { ...defaultReportOptions, mode: "eval" } as const;

describe("listColumns", () => {
  it("drops γ and β, then σ², then the share, as the list gets narrower", () => {
    assert.deepEqual(listColumns(760, train, "before"), [
      "name",
      "before",
      "mean",
      "variance",
      "after",
      "gamma",
      "beta",
      "outliers",
    ]);
    assert.deepEqual(listColumns(500, train, "before"), ["name", "before", "mean", "variance", "after", "outliers"]);
    assert.deepEqual(listColumns(400, train, "before"), ["name", "before", "mean", "after", "outliers"]);
    assert.deepEqual(listColumns(300, train, "before"), ["name", "before", "mean", "after"]);
  });

  it("shows μ and σ² before and after where there is room", () => {
    const columns = listColumns(900, train, "before");
    assert.deepEqual(columns.slice(2, 7), ["mean", "variance", "after", "outputMean", "outputVariance"]);
  });

  it("shows those after in place of those before where a person asks for them", () => {
    assert.deepEqual(listColumns(500, train, "after"), [
      "name",
      "before",
      "after",
      "outputMean",
      "outputVariance",
      "outliers",
    ]);
    assert.deepEqual(listColumns(400, train, "after"), ["name", "before", "after", "outputMean", "outliers"]);
    assert.deepEqual(listColumns(900, train, "after"), listColumns(900, train, "before"));
  });

  it("puts the batch's statistics beside the running ones in evaluation", () => {
    assert.deepEqual(listColumns(760, evaluation, "before").slice(2, 6), [
      "mean",
      "variance",
      "batchMean",
      "batchVariance",
    ]);
  });

  it("shows the batch's statistics in place of γ and β where there is no room for both", () => {
    assert.deepEqual(listColumns(640, evaluation, "before").slice(2), [
      ...["mean", "variance", "batchMean", "batchVariance", "after", "outliers"],
    ]);
  });

  it("gives long names and long numbers their width, and leaves pictures enough to be read", () => {
    const columns = listColumns(760, train, "before");
    assert.match(gridTemplate(columns, 760, { longestName: 14, longestNumber: 11 }), /^minmax\(88px, 112px\) .* 92px/);
    assert.match(gridTemplate(columns, 760, { longestName: 14 }), /^minmax\(88px, 131px\) .* 66px/);
    assert.match(gridTemplate(columns, 1400, { longestName: 40 }), /^minmax\(88px, 328px\) .* 66px/);
  });

  it("has a track for each column at every width", () => {
    for (const width of [280, 350, 500, 760, 1000]) {
      const columns = listColumns(width, evaluation, "before");
      assert.equal(gridTemplate(columns, width).replaceAll(/, /g, ",").split(" ").length, columns.length);
    }
  });
});

describe("rowWindow", () => {
  it("keeps up to 200 rows in the page", () => {
    assert.deepEqual(rowWindow(200, 1000, 100), { first: 0, count: 200 });
  });

  it("holds every row that can be seen, and few others, of long lists", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 201, max: 10_000 }),
        fc.integer({ min: 0, max: 300_000 }),
        fc.integer({ min: 28, max: 2000 }),
        (numRows, scrolled, height) => {
          const scrollTop = Math.min(scrolled, numRows * rowHeight);
          const { first, count } = rowWindow(numRows, scrollTop, height);
          const firstSeen = Math.floor(scrollTop / rowHeight);
          const lastSeen = Math.min(numRows, Math.ceil((scrollTop + height) / rowHeight));
          assert.ok(first <= firstSeen && first + count >= lastSeen && first + count <= numRows);
          assert.ok(count <= height / rowHeight + 20);
        },
      ),
    );
  });
});

describe("moveInGrid", () => {
  const shape = { numRows: 5, numColumns: 3, hasAll: true, pageSize: 2 };
  const move = (row: number, column: number, key: string) => moveInGrid({ row, column }, key, shape);

  it("moves between the row of all features and the last one", () => {
    assert.deepEqual(move(-1, -1, "ArrowDown"), { row: 0, column: -1 });
    assert.deepEqual(move(4, -1, "ArrowDown"), { row: 4, column: -1 });
    assert.deepEqual(move(3, -1, "Home"), { row: -1, column: -1 });
    assert.deepEqual(move(0, -1, "End"), { row: 4, column: -1 });
    assert.deepEqual(move(0, -1, "PageDown"), { row: 2, column: -1 });
    assert.deepEqual(move(1, -1, "PageUp"), { row: -1, column: -1 });
  });

  it("goes up into the header and back", () => {
    assert.deepEqual(move(-1, -1, "ArrowUp"), { row: headerRow, column: 0 });
    assert.deepEqual(move(headerRow, 2, "ArrowDown"), { row: -1, column: 2 });
    assert.deepEqual(moveInGrid({ row: 0, column: -1 }, "ArrowUp", { ...shape, hasAll: false }), {
      row: headerRow,
      column: 0,
    });
  });

  it("goes into the cells of a row and out again", () => {
    assert.deepEqual(move(1, -1, "ArrowRight"), { row: 1, column: 0 });
    assert.deepEqual(move(1, 2, "ArrowRight"), { row: 1, column: 2 });
    assert.deepEqual(move(1, 0, "ArrowLeft"), { row: 1, column: -1 });
    assert.deepEqual(move(headerRow, 0, "ArrowLeft"), { row: headerRow, column: 0 });
  });

  it("leaves other keys alone", () => {
    assert.equal(move(1, 1, "a"), null);
  });
});

describe("TypeAhead", () => {
  const names = ["petal_length", "petal_width", "sepal_length"];

  it("finds the next name by its first letters, in any case", () => {
    const typeAhead = new TypeAhead();
    assert.equal(typeAhead.type("S", 0, 0, names), 2);
    assert.equal(new TypeAhead().type("p", 0, 0, names), 1);
    assert.equal(new TypeAhead().type("x", 0, 0, names), undefined);
  });

  it("takes letters that follow quickly as one word, others as a new one", () => {
    const typeAhead = new TypeAhead();
    let row = 2;
    for (const [letter, at] of [
      ["p", 0],
      ["e", 100],
      ["t", 200],
      ["a", 300],
      ["l", 400],
      ["_", 500],
      ["w", 600],
    ] as const) {
      row = typeAhead.type(letter, at, row, names) ?? -1;
    }
    assert.equal(row, 1);
    assert.equal(typeAhead.type("s", 5000, 1, names), 2);
  });
});

describe("columnFormat", () => {
  it("gives a column the decimals of its largest value", () => {
    const format = columnFormat([0.304, 42.721, 5.2, 0.0056, 11.8]);
    assert.deepEqual([0.304, 42.7212, 5.2, 0.0056].map(format), ["0.304", "42.721", "5.200", "0.0056"]);
  });

  it("gives each value its own where the column spans too much", () => {
    const format = columnFormat([98609.6, 0.655, 1.241, 0.0748, 11.09]);
    assert.deepEqual([98609.6, 0.655, 0.0748].map(format), ["98610", "0.655", "0.0748"]);
  });

  it("is not put off by zeros and rounding", () => {
    assert.equal(columnFormat([0, 0, 0, 2e-16, 12.5])(12.5), "12.500");
  });
});

describe("columnFormat of means far from 0", () => {
  it("has the digits that their spread needs beside means of a usual size", () => {
    const format = columnFormat(Float64Array.of(99999999.9931, 20.0015));
    assert.deepEqual([format(99999999.9931, 1.0043), format(20.0015, 0.4949)], ["99999999.993", "20.0015"]);
  });
});

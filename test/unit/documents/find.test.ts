import assert from "node:assert/strict";
import { DocumentError, findTensors, readTensor } from "../../../src/documents/index.ts";

function list(text: string, languageId: string): string[] {
  return findTensors(text, { languageId, header: "auto" }).map(({ path, kind, shape, problem }) =>
    [path, kind, shape.join("×"), ...(problem === null ? [] : [problem])].join(" "),
  );
}

describe("findTensors", () => {
  it("names path, kind and shape of each", () => {
    const text = JSON.stringify({
      name: "run 7",
      "the layers": [{ out: [[1, 2, 3]], note: "x" }, { out: [[4, 5, 6]] }],
      rows: [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
      columns: { a: [1, 2, 3], b: [4, 5, 6] },
      list: [[[1], [2]], [[1, 2, 3]]],
      flat: [1, null, 3],
      texts: ["a", "b"],
      empty: [[], []],
    });
    assert.deepEqual(list(text, "json"), [
      '["the layers"][0].out array 1×3',
      '["the layers"][1].out array 1×3',
      "rows records 2×2",
      "columns columns 3×2",
      "list[0] array 2×1",
      "list[1] array 1×3",
      "flat array 3",
    ]);
  });

  it("gives ranges that readTensor reads with a cursor at their start", () => {
    const text = '{"a": [[1, 2], [3, 4]], "b": {"c": [5, 6, 7]}, "list": [[[1], [2]], [[1, 2, 3]]]}';
    for (const { range, shape } of findTensors(text, { languageId: "json", header: "auto" })) {
      const cursor = { start: range.start, end: range.start };
      const tensor = readTensor(text, {
        languageId: "json",
        selections: [cursor],
        missingValues: "error",
        header: "auto",
      });
      assert.deepEqual(tensor.shape, shape);
    }
  });

  it("names a problem", () => {
    assert.deepEqual(list('{"x": [[1, 2], [3]]}', "json"), [
      "x array 3 row 2 (line 1, column 16) has 1 value, expected 2 as in row 1",
    ]);
  });

  it("sees a table as one tensor", () => {
    assert.deepEqual(list("a,b,kind\n1,2,x\n3,4,y\n", "csv"), [" table 2×2"]);
    assert.deepEqual(list("a,b\nx,y\n", "csv"), []);
    assert.deepEqual(list("", "csv"), []);
  });

  it("sees a table whose lines are longer than what is looked at of others", () => {
    const names = Array.from({ length: 30_000 }, (_, c) => `c${c}`).join(",");
    const row = Array.from({ length: 30_000 }, (_, c) => (c === 7 ? "text" : String(c % 10))).join(",");
    assert.deepEqual(list(`${names}\n${row}\n${row}\n`, "csv"), [" table 2×29999"]);
  });

  it("says where JSON is broken", () => {
    assert.throws(() => findTensors("[1,", { languageId: "json", header: "auto" }), DocumentError);
  });

  it("stays quick where thousands of tensors stand, or nest", () => {
    const many = JSON.stringify(Array.from({ length: 20_000 }, (_, i) => ({ x: [[i, 1]], y: "t" })));
    assert.equal(findTensors(many, { languageId: "json", header: "auto" }).length, 20_000);
    const deep = `${'{"x":[1],"y":'.repeat(10_000)}0${"}".repeat(10_000)}`;
    assert.equal(findTensors(deep, { languageId: "json", header: "auto" }).length, 10_000);
  });
});

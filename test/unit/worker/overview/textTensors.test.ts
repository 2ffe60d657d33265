import assert from "node:assert/strict";
import type { FindOptions } from "../../../../src/documents/index.ts";
import { textTensors } from "../../../../src/worker/overview/textTensors.ts";

const shapes = (text: string, languageId: string) =>
  textTensors(text, { languageId, header: "auto" }).map(({ path, shape }) => [path, ...shape]);

describe("textTensors", () => {
  it("finds a table, from its header on", () => {
    const [tensor] = textTensors("a,b\n1,2\n3,4\n", { languageId: "csv", header: "auto" });
    assert.deepEqual(tensor, { path: "", format: "csv", shape: [2, 2], range: { start: 0, end: 11 } });
  });

  it("splits a table as the settings say", () => {
    const shapeWith = (options: Partial<FindOptions>, text = "a;b,c\n1;2,5\n3;4,5\n") =>
      textTensors(text, { languageId: "csv", header: "auto", ...options })[0].shape;
    assert.deepEqual(shapeWith({}), [2, 2]);
    assert.deepEqual(shapeWith({ delimiter: "," }), [2, 1]);
    assert.deepEqual(shapeWith({ header: "absent" }, "7;8,5\n1;2,5\n3;4,5\n"), [3, 2]);
    assert.deepEqual(shapeWith({ header: "present" }, "7;8,5\n1;2,5\n3;4,5\n"), [2, 2]);
  });

  it("counts the columns that hold numbers", () => {
    assert.deepEqual(shapes("id,x,note,empty\nA1,1,a,\nA2,,b,\nA3,3,7,\nA4,4,d,\n", "csv"), [["", 4, 1]]);
  });

  it("finds the outermost arrays, with their paths", () => {
    const text = '{ "a": { "w": [[1, 2], [3, 4], [5, 6]] }, "b": [{ "v": [1, 2, 3, 4] }, { "v": [5, 6, 7, 8] }] }';
    const found = shapes(text, "json");
    assert.deepEqual(found[0], ["a.w", 3, 2]);
  });

  it("leaves out arrays too short to be data", () => {
    assert.deepEqual(shapes('{ "version": [1, 2, 3], "x": [1, 2, 3, 4] }', "json"), [["x", 4]]);
  });

  it("throws what keeps a text from being read", () => {
    assert.throws(() => shapes('{ "x": [1, 2', "json"), { code: "BROKEN_JSON" });
  });

  it("finds nothing in texts without numbers", () => {
    assert.deepEqual(shapes('{ "name": "Ann" }', "json"), []);
    assert.deepEqual(shapes("name\nAnn\nBob\n", "csv"), []);
    assert.deepEqual(shapes("", "csv"), []);
  });

  it("reads JSON Lines as the rows of one array", () => {
    assert.deepEqual(shapes("[1, 2]\n[3, 4]\n", "jsonl"), [["", 2, 2]]);
  });
});

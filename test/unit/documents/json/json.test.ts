import assert from "node:assert/strict";
import { DocumentError } from "../../../../src/documents/index.ts";
import { assertFails, codes, names, read, tokens, values } from "../helpers.ts";

describe("readTensor of JSON", () => {
  const shapes: [string, number[]][] = [
    ["[1, 2, 3]", [3]],
    ["[[1, 2], [3, 4], [5, 6]]", [3, 2]],
    ["[[[1, 2, 3]], [[4, 5, 6]]]", [2, 1, 3]],
    ["[[[[1, 2], [3, 4]]]]", [1, 1, 2, 2]],
    ["[[[[[1], [2]]]], [[[[3], [4]]]]]", [2, 1, 1, 2, 1]],
  ];
  for (const [text, shape] of shapes) {
    it(`reads rank ${shape.length}: ${text}`, () => {
      const tensor = read(text, "json");
      assert.deepEqual(tensor.shape, shape);
      assert.deepEqual(values(tensor), (JSON.parse(text) as number[]).flat(5));
      assert.deepEqual(tokens(text, tensor), values(tensor).map(String));
    });
  }

  it("accepts comments and trailing commas", () => {
    assert.deepEqual(values(read("// head\n[1, /* two */ 2,\n 3, // three\n]", "jsonc")), [1, 2, 3]);
  });

  it("accepts NaN and Infinity as Python writes them: NaN is missing, Infinity a value", () => {
    const tensor = read("[NaN, -Infinity, Infinity, null, 5]", "json", { missingValues: "ignore" });
    assert.deepEqual(values(tensor), [NaN, -Infinity, Infinity, NaN, 5]);
  });

  it("reads JSON Lines: rows, and records", () => {
    assert.deepEqual(read("[1, 2]\n[3, 4]\n", "jsonl").shape, [2, 2]);
    const records = read('{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n', "jsonl");
    assert.deepEqual(values(records), [1, 2, 3, 4]);
    assert.deepEqual(names(records), ["a", "b"]);
  });

  it("takes plain text that is JSON Lines for it", () => {
    assert.deepEqual(read("[1, 2]\n[3, 4]", "plaintext").shape, [2, 2]);
  });

  it("reads an array of records: numeric keys are features, texts are left out with a notice", () => {
    const text = '[{"a": 1, "name": "x", "b": 2.5}, {"b": 4.5, "a": 3, "name": "y"}]';
    const tensor = read(text, "json");
    assert.deepEqual(values(tensor), [1, 2.5, 3, 4.5]);
    assert.deepEqual(tokens(text, tensor), ["1", "2.5", "3", "4.5"]);
    assert.deepEqual(names(tensor), ["a", "b"]);
    assert.deepEqual(tensor.leftOut[0].values, ["x", "y"]);
    assert.equal(tensor.notices[0].message, "Column name is left out: its 2 values are text.");
  });

  it("takes a key that a record lacks for a missing value", () => {
    const tensor = read('[{"a": 1, "b": 2}, {"a": 3}, {"a": 5, "b": 6}]', "json");
    assert.deepEqual(values(tensor), [1, 2, 5, 6]);
    assert.deepEqual(Array.from(tensor.sampleIndex), [0, 2]);
    assert.deepEqual(codes(tensor), ["ROWS_OMITTED"]);
  });

  it("takes the last of two equal keys, as JSON.parse does", () => {
    const tensor = read('[{"a": "x", "a": 1, "b": 0}, {"a": 2, "a": 3, "b": null}, {"b": 5, "a": 4}]', "json");
    assert.deepEqual(values(tensor), [1, 0, 4, 5]);
    assert.deepEqual(values(read('{"a": [7, 8], "b": [1, 2], "a": [3, 4]}', "json")), [3, 1, 4, 2]);
  });

  it("takes nothing but objects for records", () => {
    assertFails('[{"a": 1}, null, {"a": 2}]', "json", {
      code: "RAGGED",
      message: /object .* got "null"/,
      token: "null",
    });
  });

  it("gives each element of a vector in records a column", () => {
    const tensor = read('{"x": [1, 2], "label": 0}\n{"x": [3, 4], "label": 1}', "jsonl");
    assert.deepEqual(names(tensor), ["x[0]", "x[1]", "label"]);
    assert.deepEqual(values(tensor), [1, 2, 0, 3, 4, 1]);
  });

  it("reads an object of equal-length columns", () => {
    const text = '{"title": "t", "a": [1, 2, 3], "b": [4, 5, 6], "kind": ["x", "y", "z"]}';
    const tensor = read(text, "json");
    assert.deepEqual(tensor.shape, [3, 2]);
    assert.deepEqual(values(tensor), [1, 4, 2, 5, 3, 6]);
    assert.deepEqual(tokens(text, tensor), ["1", "4", "2", "5", "3", "6"]);
    assert.deepEqual(names(tensor), ["a", "b"]);
  });

  it("names the path and the lines", () => {
    const text = '{\n "activations": {\n  "layer1": [\n   [1, 2],\n   [3, 4]\n  ]\n }\n}';
    assert.equal(read(text, "json").rangeLabel, "activations.layer1 (lines 4–5)");
    assert.equal(read("[[1, 2]]", "json").rangeLabel, "line 1");
  });

  describe("selections", () => {
    const two = '{"a": [[1, 2], [3, 4]], "b": [7, 8, 9]}';

    it("takes the outermost array around the cursor", () => {
      assert.deepEqual(read(two.replace("8", "‸8"), "json").shape, [3]);
      assert.deepEqual(read(two.replace("3", "‸3"), "json").shape, [2, 2]);
    });

    it("takes the largest of several, with a notice, where the cursor is in none", () => {
      const tensor = read(two, "json");
      assert.deepEqual(tensor.shape, [2, 2]);
      assert.deepEqual(codes(tensor), ["LARGEST_OF_SEVERAL"]);
    });

    it("asks where there is someone to ask and the cursor is in none of several", () => {
      const asks = { asksIfSeveral: true };
      const listed = '{"a": [[1, 2], [3, 4]], "b": [5, 6, 7, 8], "version": [1, 2]}';
      assertFails(listed, "json", { code: "SEVERAL_TENSORS", message: /in none/ }, asks);
      assertFails(listed.replace("2]}", "‸2]}"), "json", { code: "SEVERAL_TENSORS", message: /in none/ }, asks);
      assert.deepEqual(read(listed.replace("7", "‸7"), "json", asks).shape, [4]);
      assert.deepEqual(read('{"x": [[1, 2], [3, 4]], "version": [1, 2]}', "json", asks).shape, [2, 2]);
      assert.deepEqual(read("[[1, 2], [3, 4]]", "json", asks).shape, [2, 2]);
    });

    it("takes the only one wherever the cursor is", () => {
      assert.deepEqual(codes(read('{"n": 3, "x": [1, 2]}', "json")), []);
    });

    it("takes the samples that a selection of several touches", () => {
      const tensor = read("[[1, 2],\n [3, «4],\n [5», 6],\n [7, 8]]", "json");
      assert.deepEqual(values(tensor), [3, 4, 5, 6]);
      assert.deepEqual(Array.from(tensor.sampleIndex), [1, 2]);
      assert.equal(tensor.rangeLabel, "lines 2–3");
    });

    it("takes the features that a selection inside one sample touches", () => {
      const tensor = read("[[1, 2, 3],\n [4, «5, 6»]]", "json");
      assert.deepEqual(values(tensor), [2, 3, 5, 6]);
      assert.equal(tensor.rangeLabel, "columns 2–3");
      assert.deepEqual(names(tensor), ["Feature 2", "Feature 3"]);
    });

    it("takes the features that a box or several cursors touch", () => {
      assert.deepEqual(values(read("[[1, «2», 3],\n [4, «5», 6]]", "json")), [2, 5]);
      assert.deepEqual(values(read("[[1, 2, 3‸],\n [‸4, 5, 6]]", "json")), [1, 3, 4, 6]);
    });

    it("takes the samples where several selections cover one each", () => {
      assert.deepEqual(values(read("[«[1, 2]»,\n [3, 4],\n «[5, 6]»]", "json")), [1, 2, 5, 6]);
    });

    it("joins arrays of the same features in document order", () => {
      const tensor = read('{"a": [[«1, 2], [3», 4]], "b": [[5, 6], «[7, 8], [9», 10]]}', "json");
      assert.deepEqual(values(tensor), [1, 2, 3, 4, 7, 8, 9, 10]);
    });

    it("takes the selected rows of an array that is broken elsewhere", () => {
      assert.deepEqual(values(read("[«[1, 2],\n [3, 4],»\n [5 6]]", "json")), [1, 2, 3, 4]);
    });
  });

  describe("errors", () => {
    it("names line and lengths of a ragged row", () => {
      assertFails("[\n [1, 2, 3, 4],\n [1, 2, 3, 4],\n [1, 2, 3]\n]", "json", {
        code: "RAGGED",
        message: /^line 4 has 3 values, expected 4 as in line 2$/,
        token: "[1, 2, 3]",
      });
    });

    it("names the row where the lines are the same", () => {
      assertFails("[[1, 2], [3]]", "json", { code: "RAGGED", message: /row 2 \(line 1, column 10\) has 1 value/ });
    });

    it("names the text where a number belongs", () => {
      const expected = { code: "NOT_A_NUMBER", message: /got "abc" \(line 2, column 6\)/, token: '"abc"' } as const;
      assertFails('[[1, 2],\n [3, "abc"]]', "json", expected);
    });

    it("takes neither a number among arrays nor an array among numbers", () => {
      assertFails("[[1, 2], 3]", "json", { code: "RAGGED", message: /got 3/, token: "3" });
      assertFails("[1, 2, [3]]", "json", { code: "RAGGED", message: /got an array/, token: "[3]" });
    });

    it("says where broken JSON is broken", () => {
      const cases: [string, string][] = [
        ["[1, 2", "2"],
        ["[1 2]", "2"],
        ["[1, x]", "x"],
        ["[1, 01]", "01"],
        ["[1, 2}", "}"],
        ['{"a" 1}', "1"],
        ["[1, 2] 3", "3"],
        ["{a: [1]}", "a"],
      ];
      for (const [text, token] of cases) {
        assertFails(text, "json", { code: "BROKEN_JSON", message: /line 1, column \d/, token });
      }
    });

    it("names an unclosed string", () => {
      assertFails('{"a": "b\n}', "json", { code: "BROKEN_JSON", message: /closing quote.*line 1, column 7/ });
    });

    it("says that a file is empty, or holds no numbers", () => {
      assertFails(" \n", "json", { code: "EMPTY", message: /empty/ });
      assertFails('{"a": "b"}', "json", { code: "NO_NUMBERS", message: /requires an array of numbers/ });
      assertFails("[[], []]", "json", { code: "NO_NUMBERS", message: /array of numbers/ });
    });

    it("survives 10,000 levels and names the rank", () => {
      const text = `${"[".repeat(10_000)}1${"]".repeat(10_000)}`;
      assertFails(text, "json", { code: "TOO_DEEP", message: /at most 5 nested arrays .*, got 10000/ });
      assertFails("[".repeat(10_000), "json", { code: "BROKEN_JSON", message: /ends/ });
      assert.deepEqual(
        read(`{"deep": ${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}, "x": [1, 2]}`, "json").shape,
        [2],
      );
    });
  });

  describe("grammar", () => {
    const accepted = [
      String.raw`{"a": "\"\\\/\b\f\n\r\t\u00e9\ud800", "x": [1]}`,
      '{"lone \ud800": [1], "": [2, 3]}',
      "[1, -0, 0.5, 1e5, 1E-2, 12.5e+3]",
      "\r\n\t [\n1\t,\r2 ] \n",
      '{"a": {"a": [1]}, "a": [2, 3, 4]}',
      '[true, false, null, {"x": [1]}]',
      '{"\u2028": [1]}',
    ];
    for (const text of accepted) {
      it(`takes ${JSON.stringify(text)}`, () => {
        assert.doesNotThrow(() => JSON.parse(text));
        assert.ok(read(text, "json").data.length > 0);
      });
    }

    // What JSON refuses and JSONC and Python's json module write (comments, trailing commas, NaN, Infinity) is not here.
    const refused = [
      "[1,,2]",
      "[,1]",
      "[1",
      "[1}",
      "[1]]",
      "[1] x",
      "[1][2]",
      "[01]",
      "[-]",
      "[+1]",
      "[1.]",
      "[.5]",
      "[1e]",
      "[1e+]",
      "[0x1]",
      "[1_000]",
      "[--1]",
      "[nan]",
      "[Inf]",
      "[tru]",
      "[TRUE]",
      "['a']",
      "{1: [1]}",
      '{"a": 1 "b": 2}',
      '{"a" [1]}',
      '{"a":: [1]}',
      '{"a"}',
      '{"a":}',
      "{[1]}",
      '["a\nb"]',
      '["a\tb"]',
      String.raw`["\x41"]`,
      String.raw`["\u12"]`,
      String.raw`["\u12g4"]`,
      '["a',
      '[1, "\\',
      "[1] /* x",
      "[1] / 2",
      "[1\u00a0, 2]",
      "\ufeff[1]\ufeff",
      "[1\u0000]",
    ];
    for (const text of refused) {
      it(`refuses ${JSON.stringify(text)}`, () => {
        assert.throws(() => JSON.parse(text));
        assert.throws(
          () => read(text, "json"),
          (error) => error instanceof DocumentError && /BROKEN_JSON|BINARY/.test(error.code) && error.place !== null,
        );
      });
    }
  });
});

describe("keys that are repeated", () => {
  it("give the last value, as in JSON.parse, and a notice at the second one", () => {
    for (const text of ['[{"a": 1, "a": 2, "b": 3}, {"a": 4, "b": 5}]', '{"a": [9, 9], "b": [3, 5], "a": [2, 4]}']) {
      const tensor = read(text, "json");
      assert.deepEqual(values(tensor), [2, 3, 4, 5]);
      const [{ code, message, place }] = tensor.notices;
      assert.equal(code, "REPEATED_KEY");
      assert.equal(message, "Key a occurs twice in one object: the last value counts.");
      assert.equal(place?.start, text.lastIndexOf('"a": 2') < 0 ? text.lastIndexOf('"a"') : text.indexOf('"a": 2'));
    }
  });

  it("are no keys of different objects", () => {
    assert.deepEqual(codes(read('[{"a": 1, "b": 3}, {"b": 5, "a": 4}]', "json")), []);
  });
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { readArrays } from "../../../../src/documents/arrays/index.ts";
import { readTensor, type TextTensor } from "../../../../src/documents/index.ts";
import {
  applyNumberEdits,
  csvText,
  jsonText,
  npyBytes,
  numberText,
  numpyText,
  replaceNumbers,
  torchText,
} from "../../../../src/documents/write/index.ts";

type Policy = "omitRows" | "ignore";

function read(text: string, languageId: string, missingValues: Policy = "omitRows"): TextTensor {
  return readTensor(text, { languageId, selections: [{ start: 0, end: 0 }], missingValues, header: "auto" });
}

/** A text with every number of its tensor mapped. */
function replaced(text: string, languageId: string, map: (value: number) => number, policy?: Policy): string {
  const tensor = read(text, languageId, policy);
  const edits = replaceNumbers(tensor, tensor.data.map(map), "float64");
  return applyNumberEdits(text, edits, { start: 0, end: text.length });
}

const double = (value: number): number => 2 * value;

describe("numberText", () => {
  it("is the shortest text that reads back to the same double", () => {
    assert.deepEqual(
      [0.1 + 0.2, 1e21, -0, 1e-7].map((value) => numberText(value, "float64")),
      ["0.30000000000000004", "1e+21", "-0", "1e-7"],
    );
  });

  it("rounds to significant digits", () => {
    assert.deepEqual(
      [1 / 3, 1234567, 0.00001234567, 2].map((value) => numberText(value, 4)),
      ["0.3333", "1235000", "0.00001235", "2"],
    );
  });

  it("is the shortest text that reads back to the same 32 bits", () => {
    assert.deepEqual(
      [Math.fround(0.1), Math.fround(1 / 3), 16777216, 1.5].map((value) => numberText(value, "float32")),
      ["0.1", "0.33333334", "16777216", "1.5"],
    );
  });

  it("reads back", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        assert.ok(Object.is(Number(numberText(value, "float64")), value));
      }),
    );
  });
});

describe("replaceNumbers", () => {
  it("changes number tokens only", () => {
    const text = '{ "x" : [ [1, 2.50],\n\t[3e0 ,4] ], "note": "1 and 2" }';
    assert.equal(replaced(text, "json", double), '{ "x" : [ [2, 5],\n\t[6 ,8] ], "note": "1 and 2" }');
  });

  it("leaves header, other columns, quotes and line ends", () => {
    const text = 'a;"b; c";d\r\n1;"two";"3"\r\n4;"five, six";6\r\n';
    assert.equal(replaced(text, "csv", double), 'a;"b; c";d\r\n2;"two";"6"\r\n8;"five, six";12\r\n');
  });

  it("writes decimal commas where the file has them", () => {
    assert.equal(replaced("a;b\n1,5;2\n2,25;3\n", "csv", double), "a;b\n3;4\n4,5;6\n");
    assert.equal(
      replaced("a;b\n1,5;2\n2,25;3\n", "csv", (value) => value / 4),
      "a;b\n0,375;0,5\n0,5625;0,75\n",
    );
  });

  it("leaves rows that were omitted, and missing values, as they are", () => {
    assert.equal(replaced("a,b\n1,2\nNA,4\n5,6\n", "csv", double), "a,b\n2,4\nNA,4\n10,12\n");
    assert.equal(replaced("a,b\n1,2\nNA,4\n5,6\n", "csv", double, "ignore"), "a,b\n2,4\nNA,8\n10,12\n");
  });

  it("puts columns of an object where they stand", () => {
    assert.equal(replaced('{"a": [1, 2], "b": [3, 4]}', "json", double), '{"a": [2, 4], "b": [6, 8]}');
  });

  it("refuses what JSON cannot hold, with the place", () => {
    const tensor = read("[1, 22]", "json");
    assert.throws(() => replaceNumbers(tensor, [1, NaN], "float64"), {
      code: "NOT_FINITE",
      place: { start: 4, end: 6 },
    });
  });

  it("gives the text back when every value is written as it was read", () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => String(x));
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 6 }),
      );
    fc.assert(
      fc.property(table, fc.constantFrom(", ", ",", " ,\n\t"), (rows, separator) => {
        const text = `[${rows.map((row) => `[${row.join(separator)}]`).join(separator)}]`;
        assert.equal(
          replaced(text, "json", (x) => x),
          text,
        );
      }),
    );
  });
});

describe("new texts", () => {
  const tensor = { shape: [2, 2], data: [1, 0.5, -3, 4] };

  it("are JSON with a row a line", () => {
    assert.equal(jsonText(tensor, "float64"), "[\n  [1, 0.5],\n  [-3, 4]\n]\n");
    assert.deepEqual(JSON.parse(jsonText({ shape: [2, 1, 2], data: tensor.data }, "float64")), [[[1, 0.5]], [[-3, 4]]]);
    assert.equal(jsonText({ shape: [2], data: [1, 2] }, "float64"), "[1, 2]\n");
  });

  it("refuse NaN in JSON", () => {
    assert.throws(() => jsonText({ shape: [1], data: [NaN] }, "float64"), { code: "NOT_FINITE" });
  });

  it("are CSV with a header, quoted where it has to be", () => {
    assert.equal(csvText(tensor, ["a", 'b "x", y'], "float64"), 'a,"b ""x"", y"\n1,0.5\n-3,4\n');
    assert.equal(csvText({ shape: [1, 2], data: [NaN, Infinity] }, ["a", "b"], "float64"), "a,b\n,Infinity\n");
  });

  it("name a column per position above rank 2", () => {
    const { shape, data } = { shape: [1, 2, 2], data: [1, 2, 3, 4] };
    assert.equal(
      csvText({ shape, data }, ["a", "b"], "float64"),
      "x[0,0],x[0,1],x[1,0],x[1,1]\n1,2,3,4\n".replaceAll(/x\[\d,\d\]/g, '"$&"'),
    );
  });

  it("are Python that PyTorch and NumPy read", () => {
    assert.equal(
      torchText({ shape: [2], data: [NaN, 1] }, "float32", "float32"),
      'import torch\n\nx = torch.tensor([float("nan"), 1], dtype=torch.float32)\n',
    );
    assert.equal(
      numpyText({ shape: [2], data: [-Infinity, 0.25] }, "float64", "float64"),
      'import numpy as np\n\nx = np.array([float("-inf"), 0.25], dtype=np.float64)\n',
    );
  });

  for (const dtype of ["float32", "float64"] as const) {
    it(`are .npy files that read back, ${dtype}`, () => {
      for (const shape of [[4], [2, 2], [1, 2, 2]]) {
        const bytes = npyBytes({ shape, data: tensor.data }, dtype);
        const [array] = readArrays(bytes, "y.npy");
        const descr = dtype === "float32" ? "<f4" : "<f8";
        assert.deepEqual([array.shape, [...array.read()], array.dtype], [shape, tensor.data, descr]);
        assert.equal((bytes.length - 4 * (dtype === "float32" ? 4 : 8)) % 64, 0);
      }
    });
  }
});

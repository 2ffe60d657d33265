import assert from "node:assert/strict";
import { assertFails, codes, names, read, tokens, values } from "../helpers.ts";

const table = "a,b,kind\n1,2,x\n3,4,y\n5,6,z\n";

describe("readTensor of CSV", () => {
  it("finds the header and leaves text out with a notice", () => {
    const tensor = read(table, "csv");
    assert.deepEqual(tensor.shape, [3, 2]);
    assert.deepEqual(values(tensor), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(names(tensor), ["a", "b"]);
    assert.deepEqual(tensor.leftOut[0].values, ["x", "y", "z"]);
    assert.equal(tensor.notices[0].message, "Column kind is left out: its 3 values are text.");
    assert.equal(tensor.rangeLabel, "lines 2–4");
  });

  it("names the columns by number where there is no header", () => {
    const tensor = read("1,2\n3,4\n", "csv");
    assert.deepEqual(names(tensor), ["Column 1", "Column 2"]);
    assert.equal(tensor.rangeLabel, "lines 1–2");
  });

  it("believes the header setting", () => {
    assert.deepEqual(names(read("1,2\n3,4\n5,6\n", "csv", { header: "present" })), ["1", "2"]);
    assert.deepEqual(read("1,2\n3,4\n", "csv", { header: "absent" }).shape, [2, 2]);
  });

  const dialects: [string, string, string][] = [
    ["comma", "a,b\n1,2\n3,4", "csv"],
    ["semicolon", "a;b\n1;2\n3;4", "csv"],
    ["tab", "a\tb\n1\t2\n3\t4", "tsv"],
    ["tab in a .csv", "a\tb\n1\t2\n3\t4", "csv"],
    ["bar", "a|b\n1|2\n3|4", "plaintext"],
    ["blanks", "a  b\n1  2\n 3 4", "plaintext"],
    ["CR LF", "a,b\r\n1,2\r\n3,4\r\n", "csv"],
    ["CR", "a,b\r1,2\r3,4\r", "csv"],
    ["byte order mark", "\ufeffa,b\n1,2\n3,4", "csv"],
    ["quotes", '"a","b"\n"1","2"\n"3","4"', "csv"],
    ["blanks around", "a , b\n 1 , 2\n3, 4 ", "csv"],
    ["comments and blank lines", "# note\na,b\n\n1,2\n# more, or less\n3,4\n\n", "csv"],
    ["delimiters at the line ends", "a,b,\n1,2,\n3,4,\n", "csv"],
    ["delimiters at some line ends", "a,b\n1,2,\n3,4\n", "csv"],
    ["delimiters only", "a,b\n1,2\n,\n3,4\n,\n", "csv"],
    ["names in a comment", "# a, b\n1,2\n3,4\n", "csv"],
    ["a title line", "My data\na,b\n1,2\n3,4\n,\n,\n", "csv"],
  ];
  for (const [dialect, text, languageId] of dialects) {
    it(`reads ${dialect}`, () => {
      const tensor = read(text, languageId);
      assert.deepEqual(values(tensor), [1, 2, 3, 4]);
      assert.deepEqual(names(tensor), ["a", "b"]);
      assert.deepEqual(tokens(text, tensor), ["1", "2", "3", "4"]);
    });
  }

  it("reads a decimal comma where a semicolon separates", () => {
    const text = "a;b\n1,5;2\n-0,25;1e3\n";
    const tensor = read(text, "csv");
    assert.deepEqual(values(tensor), [1.5, 2, -0.25, 1000]);
    assert.deepEqual(tokens(text, tensor), ["1,5", "2", "-0,25", "1e3"]);
  });

  it("reads every way to write a decimal number", () => {
    const numbers = ["1.5e+02", "6.00E-05", ".5", "5.", "+7", "-0", "007", "1e400", "123456789012345678"];
    const tensor = read(`x\n${numbers.join("\n")}\n`, "csv");
    assert.deepEqual(values(tensor), numbers.map(Number));
  });

  it("takes quoted line breaks and doubled quotes for part of a cell", () => {
    const tensor = read('a,t,b\n1,"x\n""y"", z",2\n3,"w",4\n', "csv");
    assert.deepEqual(values(tensor), [1, 2, 3, 4]);
    assert.deepEqual(tensor.leftOut[0].values, ['x\n"y", z', "w"]);
  });

  it("gives R's unnamed row names a column", () => {
    const tensor = read('"x" "y"\n"1" 5 6\n"2" 7 8\n', "plaintext");
    assert.deepEqual(names(tensor), ["Column 1", "x", "y"]);
  });

  it("leaves scikit-learn's size line out with a notice", () => {
    const tensor = read("3,2,setosa\n1,2,0\n3,4,1\n5,6,1\n", "csv");
    assert.deepEqual(tensor.shape, [3, 3]);
    assert.deepEqual(codes(tensor), ["PREAMBLE_LEFT_OUT"]);
  });

  it("reads a single column, and a single row", () => {
    assert.deepEqual(read("1\n2\n3\n", "csv").shape, [3, 1]);
    assert.deepEqual(read("1,2,3\n", "csv").shape, [1, 3]);
  });

  it("reads a text column that turns to numbers only after the sample as numbers where most are", () => {
    const late = `a,b\n${"1,x\n".repeat(4)}${"1,?\n".repeat(200)}${"2,3\n".repeat(400)}`;
    assertFails(late, "csv", { code: "NOT_A_NUMBER", message: /column b, got "x" \(line 2, column 3\)/, token: "x" });
  });

  describe("missing values", () => {
    const gaps = "a,b\n1,2\n3,\nNA,4\n5,6\n";

    it("omits their rows, with a notice", () => {
      const tensor = read(gaps, "csv");
      assert.deepEqual(values(tensor), [1, 2, 5, 6]);
      assert.deepEqual(Array.from(tensor.sampleIndex), [0, 3]);
      assert.equal(tensor.notices[0].message, "2 of 4 rows are omitted: they have missing values.");
    });

    it("keeps them as NaN under ignore", () => {
      const tensor = read(gaps, "csv", { missingValues: "ignore" });
      assert.deepEqual(values(tensor), [1, 2, 3, NaN, NaN, 4, 5, 6]);
      assert.deepEqual(codes(tensor), ["MISSING_IGNORED"]);
    });

    it("points at the first under error", () => {
      const expected = { code: "MISSING_VALUE", message: /line 3, column 3/, token: "" } as const;
      assertFails(gaps, "csv", expected, { missingValues: "error" });
    });

    it("says so where no complete row is left", () => {
      assertFails("a,b\n1,\n,2\n", "csv", { code: "MISSING_VALUE", message: /every one of the 2 rows/ });
    });

    it("leaves a column without any value out", () => {
      assert.equal(read("a,b\n1,\n2,\n", "csv").notices[0].message, "Column b is left out: it has no values.");
    });
  });

  describe("selections", () => {
    it("takes the rows that a selection of several lines touches", () => {
      const tensor = read("a,b\n1,2\n3,«4\n5»,6\n7,8\n", "csv");
      assert.deepEqual(values(tensor), [3, 4, 5, 6]);
      assert.deepEqual(names(tensor), ["a", "b"]);
      assert.equal(tensor.rangeLabel, "lines 3–4");
    });

    it("does not touch a line at whose start the selection ends", () => {
      assert.deepEqual(values(read("a,b\n«1,2\n3,4\n»5,6\n", "csv")), [1, 2, 3, 4]);
    });

    it("takes the columns that a selection inside one row touches", () => {
      const tensor = read("a,b,c\n1,«2,3»\n4,5,6\n", "csv");
      assert.deepEqual(values(tensor), [2, 3, 5, 6]);
      assert.equal(tensor.rangeLabel, "columns 2–3");
    });

    it("takes a column whose name is selected", () => {
      assert.deepEqual(values(read("a,«b»,c\n1,2,3\n4,5,6\n", "csv")), [2, 5]);
    });

    it("takes the columns that a box or several cursors touch", () => {
      assert.deepEqual(values(read("a,b,c\n1,«2»,3\n4,«5»,6\n", "csv")), [2, 5]);
      assert.deepEqual(values(read("a,b,c\n‸1,2,3\n4,5,6‸\n", "csv")), [1, 3, 4, 6]);
    });

    it("joins several selections of lines in document order", () => {
      const tensor = read("a,b\n1,2\n3,4\n5,6\n7,8\n9,0\n", "csv", {
        selections: [
          { start: 16, end: 23 },
          { start: 4, end: 10 },
        ],
      });
      assert.deepEqual(values(tensor), [1, 2, 3, 4, 7, 8, 9, 0]);
      assert.equal(tensor.rangeLabel, "lines 2–3, 5–6");
    });

    it("reads the selected rows of a table that is ragged elsewhere", () => {
      assert.deepEqual(values(read("a,b\n«1,2\n3,4»\n5\n", "csv")), [1, 2, 3, 4]);
    });
  });

  describe("errors", () => {
    it("names line and lengths of a ragged row", () => {
      assertFails("a,b,c\n1,2,3\n4,5,6\n7,8\n", "csv", {
        code: "RAGGED",
        message: /^line 4 has 2 values, expected 3 as in line 1$/,
        token: "7,8",
      });
    });

    it("names the text where a number belongs", () => {
      const expected = { code: "NOT_A_NUMBER", message: /column b, got "x" \(line 3, column 3\)/, token: "x" } as const;
      assertFails(`a,b\n1,2\n3,x\n${"5,6\n".repeat(20)}`, "csv", expected);
    });

    it("leaves a column of more texts than mistakes out, and names the first", () => {
      const text = "a,b\n1,2\n3,x\n5,6\n";
      const [{ severity, message, place }] = read(text, "csv").notices;
      assert.equal(severity, "warning");
      assert.equal(message, 'Column b is left out: 1 of its 3 values are not numbers, the first is "x" (line 3).');
      assert.equal(text.slice(place?.start, place?.end), "x");
    });

    it("takes 0x10 for text", () => {
      assertFails("a\n1\n0x10\n3\n4\n", "csv", { code: "NOT_A_NUMBER", message: /got "0x10"/ });
    });

    it("names an unclosed quote", () => {
      assertFails('a,b\n1,"2\n3,4\n', "csv", { code: "UNCLOSED_QUOTE", message: /line 2, column 3/, token: '"' });
    });

    it("says that a file is empty, has no rows, no numbers, or is binary", () => {
      assertFails("", "csv", { code: "EMPTY", message: /empty/ });
      assertFails("a,b\n", "csv", { code: "EMPTY", message: /no rows/ });
      assertFails("# note\n", "csv", { code: "EMPTY", message: /comments only/ });
      assertFails("a,b\nx,y\n", "csv", { code: "NO_NUMBERS", message: /none of the 2 columns/ });
      assertFails("a,«b»\n1,y\n2,y\n", "csv", { code: "NO_NUMBERS", message: /column b holds no numbers/ });
      assertFails("PK\u0003\u0004\0\0,1\n", "csv", { code: "BINARY", message: /binary/ });
    });
  });
});

describe("readTensor of hard tables", () => {
  it("is not misled by a quote that another delimiter would see, or by a sample that ends inside quotes", () => {
    assert.deepEqual(values(read('a\tb\n1\tfoo, "bar\n2\tx\n', "csv")), [1, 2]);
    const long = `a,t,b\n1,"${"text\n".repeat(20_000)}",2\n3,"y",4\n`;
    assert.deepEqual(values(read(long, "csv")), [1, 2, 3, 4]);
    assert.deepEqual(values(read(`"${"a\n".repeat(50_000)}",b\n1,2\n`, "csv")), [1, 2]);
  });

  it("reads 20,000 columns, and says of many that are text that they are left out in one notice", () => {
    const wide = Array.from({ length: 20_000 }, (_, c) => String(c));
    assert.deepEqual(read(`${wide.join(",")}\n${wide.join(",")}\n`, "csv").shape, [2, 20_000]);
    const texts = wide.map((c) => `t${c}`).join(",");
    const tensor = read(`${texts},n\n${texts},1\n${texts},2\n`, "csv");
    assert.deepEqual(tensor.shape, [2, 1]);
    assert.equal(tensor.notices[0].message, "20000 columns are left out: they hold no numbers (t0, t1, t2, …).");
  });

  it("reads thousands of selections in a large table", () => {
    const table = `"a","b"\n${'"1","2"\n'.repeat(20_000)}`;
    const selections = Array.from({ length: 2000 }, (_, i) => ({ start: 8 + i * 80, end: 8 + i * 80 + 10 }));
    assert.deepEqual(read(table, "csv", { selections }).shape, [4000, 2]);
  });
});

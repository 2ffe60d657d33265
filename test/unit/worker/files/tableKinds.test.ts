import assert from "node:assert/strict";
import type { ReadOptions } from "../../../../src/documents/types.ts";
import { assertSame, byFile, byText, wholeFile, type Outcome } from "./bothWays.ts";

const rows = (count: number, row: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => row(n)).join("\n");

/** Reads a table by both ways and asserts that they agree. */
async function open(text: string, options: Partial<ReadOptions> = {}): Promise<Outcome> {
  const read = { ...wholeFile, ...options };
  const outcome = byText(text, read);
  assertSame(outcome, await byFile(new TextEncoder().encode(text), read), text);
  return outcome;
}

/** "name:mean" of every feature, and the number of rows. */
function summary(outcome: Outcome): string {
  if (outcome.error !== null) return `${outcome.error.code}: ${outcome.error.message}`;
  const features = outcome.features.map(({ name, mean }) => `${name}:${String(Number(mean.toFixed(3)))}`);
  return `${outcome.shape[0]} rows, ${features.join(" ")}`;
}

function noticed(outcome: Outcome): string[] {
  return outcome.error === null ? outcome.notices.map(({ code }) => code).filter((code) => !code.startsWith("BN")) : [];
}

interface Kind {
  readonly name: string;
  readonly text: string;
  readonly is: string;
  readonly notices?: readonly string[];
  readonly options?: Partial<ReadOptions>;
}

const plaintext = { languageId: "plaintext" };

const kinds: readonly Kind[] = [
  {
    name: "names 0 … n beside an index without a name",
    text: `,0,1,2\n${rows(10, (n) => `${n},0.${n},${n * 2}.5,3.${n}`)}`,
    is: "10 rows, Column 1:4.5 0:0.45 1:9.5 2:3.45",
    notices: ["NUMERIC_NAMES", "INDEX_COLUMN"],
  },
  {
    name: "names 0 … n above decimals",
    text: `0,1,2\n${rows(10, (n) => `0.${n}1,${n * 2}.5,3.${n}`)}`,
    is: "10 rows, 0:0.46 1:9.5 2:3.45",
    notices: ["NUMERIC_NAMES"],
  },
  {
    name: "years without a key",
    text: `1960,1961\n${rows(8, (n) => `${n * 100 + 7},${n * 31}`)}`,
    is: "8 rows, 1960:357 1961:108.5",
    notices: ["NUMERIC_NAMES"],
  },
  {
    name: "years above rows that rise as they do",
    text: "country,1960,1961,1962\nA,1,2,3\nB,4,5,6\nC,7,8,12",
    is: "3 rows, 1960:4 1961:5 1962:7",
    notices: ["NUMERIC_NAMES", "COLUMN_LEFT_OUT"],
  },
  {
    name: "numbers that are thousands or have three decimals, all of them",
    text: "a;b\n1,500;2\n2,500;3\n3,250;4",
    is: "3 rows, a:2.417 b:3",
    notices: ["DECIMAL_POINT"],
  },
  {
    name: "lakhs and crores",
    text: 'k,v\na,"1,23,456"\nb,"2,34,567.5"\nc,"12,345"',
    is: "3 rows, v:123456.167",
    notices: ["DECIMAL_POINT", "COLUMN_LEFT_OUT"],
  },
  {
    name: "wavelengths beside a key",
    text: `sample,400,402\n${rows(8, (n) => `s${n},0.${n},0.4${n}`)}`,
    is: "8 rows, 400:0.35 402:0.435",
    notices: ["NUMERIC_NAMES", "COLUMN_LEFT_OUT"],
  },
  {
    name: "wavelengths beside a key, with values as large below",
    text: `sample,400.5,401.5,402.5\n${rows(8, (n) => `s${n},0.${n},${n * n * 90},0.4${n}`)}`,
    is: "8 rows, 400.5:0.35 401.5:1575 402.5:0.435",
    notices: ["NUMERIC_NAMES", "COLUMN_LEFT_OUT"],
  },
  {
    name: "a key's name above numbers, and months",
    text: `Year,1,2,3\n${rows(8, (n) => `${1990 + n},0.${n},${n * 2}.5,3.${n}`)}`,
    is: "8 rows, Year:1993.5 1:0.35 2:7.5 3:3.35",
    notices: ["NUMERIC_NAMES"],
  },
  {
    name: "a key's name above numbers, and other numbers in no steps",
    text: `id,1e-3,5,70\n${rows(8, (n) => `${n},0.${n},${n * 2}.5,3.${n}`)}`,
    is: "8 rows, id:3.5 1e-3:0.35 5:7.5 70:3.35",
    notices: ["NUMERIC_NAMES"],
  },
  {
    name: "small whole numbers that begin with 1, 2, 3",
    text: "1,2,3\n2,5,9\n4,4,8\n7,1,2\n0,3,3",
    is: "5 rows, Column 1:2.8 Column 2:3 Column 3:5",
    notices: ["NAMES_OR_DATA"],
  },
  {
    name: "tiny numbers, far from those below",
    text: "2e-11,-1e-11,5e-11,9e-11\n1e-12,2e-12,1e-12,3e-12\n3e-12,1e-12,2e-12,1e-12\n2e-12,3e-12,3e-12,2e-12",
    is: "4 rows, Column 1:0 Column 2:0 Column 3:0 Column 4:0",
  },
  {
    name: "answers that fall evenly in the first row",
    text: "q1,5,4,3,2,1\nq2,1,2,2,4,5\nq3,2,2,3,3,1\nq4,5,5,4,1,2",
    is: "4 rows, Column 2:3.25 Column 3:3.25 Column 4:3 Column 5:2.5 Column 6:2.25",
    notices: ["NAMES_OR_DATA", "COLUMN_LEFT_OUT"],
  },
  {
    name: "German dates beside decimal commas",
    text: `d;v\n${rows(8, (n) => `0${n + 1}.05.2021;${n},5`)}`,
    is: "8 rows, v:4",
    notices: ["COLUMN_LEFT_OUT"],
  },
  {
    name: "an archive's keys above the names",
    text: `!Sample_title\t"a"\t"b"\n"ID_REF"\t"GSM1"\t"GSM2"\n${rows(8, (n) => `"p${n}"\t1.${n}\t${n}.5`)}`,
    is: "8 rows, GSM1:1.35 GSM2:4",
    notices: ["PREAMBLE_LEFT_OUT", "COLUMN_LEFT_OUT"],
    options: plaintext,
  },
  {
    name: "an index that pandas has named",
    text: `Unnamed: 0,a,b\n${rows(8, (n) => `${n},1.${n},${n * n}.5`)}`,
    is: "8 rows, Unnamed: 0:3.5 a:1.35 b:18",
    notices: ["INDEX_COLUMN"],
  },
  {
    name: "dashes and asterisks for missing values",
    text: "a,b\n1,2\n---,3\n4,5\n*,6\n7,8",
    is: "3 rows, a:4 b:5",
    notices: ["ROWS_OMITTED"],
  },
  {
    name: "a database's line of dashes below the names",
    text: ` id | v\n----+----\n${rows(8, (n) => `  ${n} | 1.${n}`)}\n(8 rows)`,
    is: "8 rows, id:3.5 v:1.35",
    notices: ["PREAMBLE_LEFT_OUT", "FOOTER_LEFT_OUT"],
  },
  {
    name: "a text in the first of the rows, which is no line before them",
    text: "a,b\n(519.00),3\n244.00,4\n(12.00),5\n9,6",
    is: "4 rows, b:4.5",
    notices: ["COLUMN_LEFT_OUT"],
  },
  {
    name: "a source behind the rows, as long as a row",
    text: "a,b\n1,2\n3,4\n5,6\n\nSource: Census, 2021\n",
    is: "3 rows, a:3 b:4",
    notices: ["FOOTER_LEFT_OUT"],
  },
  {
    name: "the same beside a key",
    text: "place,b\nAland,2\nCrete,4\nDelos,6\nSource: Census,2021\n",
    is: "3 rows, b:4",
    notices: ["FOOTER_LEFT_OUT", "COLUMN_LEFT_OUT"],
  },
  {
    name: "whole numbers that could be names or data",
    text: "10,20\n30,40\n50,61",
    is: "3 rows, Column 1:30 Column 2:40.333",
  },
  { name: "a first name that begins with #", text: "#id,x\n1,2.5\n2,3.5\n4,4", is: "3 rows, #id:2.333 x:3.333" },
  {
    name: "a column of texts that begin with #",
    text: "tag,x\n#a,1.5\n#b,3\n#c,5\nplain,7",
    is: "4 rows, x:4.125",
    notices: ["COLUMN_LEFT_OUT"],
  },
  {
    name: "rows that all begin with #",
    text: "color,a,b\n#ff0000,1,2\n#00ff00,3,4\n#0000ff,5,6",
    is: "3 rows, a:3 b:4",
    notices: ["COLUMN_LEFT_OUT"],
  },
  {
    name: "comments and rows that are commented out",
    text: "a,b\n1,2\n# restarted\n3,4\n#3,9\n5,7",
    is: "3 rows, a:3 b:4.333",
  },
  { name: "Excel's line that names the delimiter", text: "sep=;\na;b\n1,5;2\n2,5;3\n", is: "2 rows, a:2 b:2.5" },
  {
    name: "a line of units",
    text: "time;temp\ns;°C\n0,5;20\n1,0;21\n1,5;22",
    is: "3 rows, time:1 temp:21",
    notices: ["PREAMBLE_LEFT_OUT"],
  },
  {
    name: "eighteen lines before the names",
    text: `${rows(18, (n) => `Key ${n}: value ${n}`)}\nDate,A,B\n${rows(9, (n) => `2020-01-0${n + 1},${n}.5,${n}`)}`,
    is: "9 rows, A:4.5 B:4",
    notices: ["PREAMBLE_LEFT_OUT", "COLUMN_LEFT_OUT"],
  },
  {
    name: "keys and values before the names",
    text: `Serial,1234\nFirmware,2.5\nDate,Value\n${rows(9, (n) => `2020-01-0${n + 1},${n}.5`)}`,
    is: "9 rows, Value:4.5",
    notices: ["PREAMBLE_LEFT_OUT", "COLUMN_LEFT_OUT"],
  },
  {
    name: "a title padded with delimiters",
    text: "Report 2024,,\n,,\nname,a,b\nq,1,2\nr,3,4\ns,5,6",
    is: "3 rows, a:3 b:4",
    notices: ["PREAMBLE_LEFT_OUT", "COLUMN_LEFT_OUT"],
  },
  {
    name: "names of groups above the names",
    text: ",Group A,,Group B,\nt,x,y,x2,y2\n1,2,3,4,5\n2,3,4,5,6\n3,4,5,6,8",
    is: "3 rows, t:2 x:3 y:4 x2:5 y2:6.333",
    notices: ["PREAMBLE_LEFT_OUT"],
  },
  {
    name: "the World Bank's lines above years",
    text: '"Data Source","WDI",\n\n"Last Updated Date","2021-05-25",\n\n"Country Name","Country Code","1960","1961",\n"Aruba","ABW","54211","55438",\n"Angola","AGO","5454933","",\n"Chad","TCD","3001609","3059808",',
    is: "2 rows, 1960:1527910 1961:1557623",
    notices: ["PREAMBLE_LEFT_OUT", "NUMERIC_NAMES", "COLUMN_LEFT_OUT", "COLUMN_LEFT_OUT", "ROWS_OMITTED"],
  },
  {
    name: "the header again",
    text: "a,b\n1,2\n3,4\na,b\n5,6\n7,8",
    is: "4 rows, a:4 b:5",
    notices: ["HEADER_REPEATED"],
  },
  {
    name: "files appended with their marks",
    text: "\ufeffa,b\n1,2\n\ufeffa,b\n3,4\n\ufeff5,6",
    is: "3 rows, a:3 b:4",
    notices: ["HEADER_REPEATED"],
  },
  {
    name: "a row of totals",
    text: "date,x\n2020-01-01,1\n2020-01-02,3\n2020-01-03,5\nTotal,9",
    is: "3 rows, x:3",
    notices: ["FOOTER_LEFT_OUT", "COLUMN_LEFT_OUT"],
  },
  {
    name: "notes behind the rows",
    text: "x,y\n1,2\n3,4\n\nSource: World Bank\nLast Updated: 2021",
    is: "2 rows, x:2 y:3",
    notices: ["FOOTER_LEFT_OUT"],
  },
  {
    name: "quotes that never close",
    text: 'id,name,v\n1,"Dune,2\n2,Fox,3\n3,"Isle,4\n4,x,5',
    is: "4 rows, id:2.5 v:3.5",
    notices: ["COLUMN_LEFT_OUT"],
  },
  {
    name: "quotes in the middle",
    text: 'id,name,v\n1,5" pipe,2\n2,3" pipe,3\n3,x,4',
    is: "3 rows, id:2 v:3",
    notices: ["COLUMN_LEFT_OUT"],
  },
  { name: "delimiters behind rows only", text: "a;b\n1;2;\n4;5;\n7;8;", is: "3 rows, a:4 b:5" },
  {
    name: "thousands beside decimals",
    text: "a;b\n1,234;0.5\n12,345;1.25\n999;3.75",
    is: "3 rows, a:4859.333 b:1.833",
    notices: ["DECIMAL_POINT"],
  },
  {
    name: "thousands that nothing proves",
    text: "a;b\n1,234;5\n12,345;6\n999;7",
    is: "3 rows, a:4859.333 b:6",
    notices: ["DECIMAL_POINT"],
  },
  {
    name: "the same with a decimal comma, as asked",
    text: "a;b\n1,234;5\n12,345;6\n999;7",
    is: "3 rows, a:337.526 b:6",
    options: { decimal: "," },
  },
  { name: "points for thousands", text: "a;b\n1.234,50;5\n12.345,25;6\n999,10;7", is: "3 rows, a:4859.617 b:6" },
  {
    name: "thousands in quotes",
    text: 'a,b\n"1,234",0.5\n"12,345",1.5\n999,2.5',
    is: "3 rows, a:4859.333 b:1.5",
    notices: ["DECIMAL_POINT"],
  },
  {
    name: "a single column of decimal commas",
    text: "Wert\n1,5\n2,75\n3,25\n4,5",
    is: "4 rows, Wert:3",
    options: plaintext,
  },
  { name: "one without a name", text: "1,05\n2,75\n3,25\n4,50", is: "4 rows, Column 1:2.888", options: plaintext },
  {
    name: "decimal commas between tabs",
    text: "a\tb\n1,5\t2,5\n3,5\t4,25",
    is: "2 rows, a:2.5 b:3.375",
    options: plaintext,
  },
  {
    name: "decimal commas between blanks",
    text: "1,5 2,5\n3,5 4,25\n5,0 6,0",
    is: "3 rows, Column 1:3.333 Column 2:4.25",
    options: plaintext,
  },
  {
    name: "no-break and thin spaces",
    text: "a;b\n1\u00a0234,5;1\n12\u202f345,5;2\n-3,5;3",
    is: "3 rows, a:4525.5 b:2",
  },
  { name: "percent signs", text: "a,share\n1,12.5 %\n2,13 %\n3,99%", is: "3 rows, a:2", notices: ["COLUMN_LEFT_OUT"] },
  {
    name: "currency signs",
    text: 'a,price\n1,"$1,200.00"\n2,$3.50\n3,$4',
    is: "3 rows, a:2",
    notices: ["COLUMN_LEFT_OUT"],
  },
  {
    name: "words for missing values",
    text: "a,b\n1,2\n\\N,3\n4,NA\n5,n/a\n6,-\n7,#DIV/0!\n8,9",
    is: "2 rows, a:4.5 b:5.5",
    notices: ["ROWS_OMITTED"],
  },
  {
    name: "Microsoft's and Fortran's spellings",
    text: "a,b\n1.#INF,2\n1.5D+03,3\n-1.#IND,4\n2,5",
    is: "3 rows, a:Infinity b:3.333",
    notices: ["ROWS_OMITTED"],
  },
  {
    name: "an index to leave out, as asked",
    text: `,x,y\n${rows(5, (n) => `${n},${n}.5,1.${n}`)}`,
    is: "5 rows, x:2.5 y:1.2",
    options: { indexColumn: "omit" },
  },
  {
    name: "a feature to leave out, as asked",
    text: "a,b,c\n1,2,3\n4,5,7",
    is: "2 rows, a:2.5 c:5",
    options: { exclude: ["b"] },
  },
  {
    name: "classes in the last column",
    text: `x,z,kind\n${rows(30, (n) => `${n}.5,${n * n},${n % 3}`)}`,
    is: "30 rows, x:15 z:285.167 kind:1",
    notices: ["LABEL_COLUMN"],
  },
  {
    name: "classes in the first column, by their name",
    text: `label,x,z\n${rows(30, (n) => `${n % 3},${n}.5,${n * n}`)}`,
    is: "30 rows, label:1 x:15 z:285.167",
    notices: ["LABEL_COLUMN"],
  },
  {
    name: "more decimal points than decimal commas",
    text: "a;b\n1.5;2\n2.25;3\n2,5;3\n3.75;4\n5.5;6",
    is: "5 rows, b:3.6",
    notices: ["DECIMAL_POINT", "COLUMN_LEFT_OUT"],
  },
  {
    name: "an average below a column of numbers",
    text: "a,b\n1,2\n3,4\n6,9\nAverage,7",
    is: "3 rows, a:3.333 b:5",
    notices: ["FOOTER_LEFT_OUT"],
  },
];

describe("kinds of tables, by both ways", () => {
  for (const { name, text, is, notices = [], options } of kinds) {
    it(name, async () => {
      const outcome = await open(text, options);
      assert.equal(summary(outcome), is);
      assert.deepEqual(noticed(outcome), notices);
    });
  }

  it("says of a column of half numbers which value does not fit, where, and how many, however many rows", async () => {
    for (const count of [12, 1200]) {
      const outcome = await open(`a,b\n${rows(count, (n) => `${n},${n % 2 === 1 ? "<0.1" : "0.5"}`)}`);
      const message = `Column b is left out: ${count / 2} of its ${count} values are not numbers, the first is "<0.1" (line 3).`;
      assert.ok(outcome.error === null && outcome.notices.some((notice) => notice.message === message));
    }
  });

  it("points at the first text in a column of numbers, however many rows", async () => {
    for (const count of [40, 2000]) {
      const outcome = await open(`a,b\n${rows(count, (n) => `${n},${n % 40 === 1 ? "off" : "1"}`)}`);
      assert.equal(
        summary(outcome),
        `NOT_A_NUMBER: expected a number in column b, got "off" (line 3, column 3)${count === 40 ? "" : `: ${count / 40} of its ${count} values are not numbers`}`,
      );
    }
  });

  it("counts the column of a fault from the start of its line, blanks included", async () => {
    assert.equal(summary(await open(' ";')), "UNCLOSED_QUOTE: a quote has no closing quote (line 1, column 2)");
  });

  it("offers what else a table could be", async () => {
    const offersOf = async (text: string): Promise<unknown> => {
      const outcome = await open(text);
      return outcome.error === null
        ? outcome.notices.flatMap(({ offers }) => offers.map(({ change }) => change))
        : null;
    };
    assert.deepEqual(await offersOf("1960,1961\n7,31\n8,32\n9,35"), [{ header: "absent" }]);
    assert.deepEqual(await offersOf("a;b\n1,234;5\n12,345;6\n999;7"), [{ decimal: "," }]);
    assert.deepEqual(await offersOf(`,x\n${rows(5, (n) => `${n},${n}.5`)}`), [{ indexColumn: "omit" }]);
    assert.deepEqual(await offersOf(`x,z,y\n${rows(30, (n) => `${n}.5,${n * n},${n % 3}`)}`), [{ exclude: ["y"] }]);
  });

  it("reads UTF-16 of both orders as the same text", async () => {
    const text = `größe;b\n${rows(400_000, (n) => `${n},5;2`)}\n`;
    const little = new Uint8Array(Buffer.from(`\ufeff${text}`, "utf16le"));
    const big = Uint8Array.from(little, (_, i) => little[i ^ 1]);
    const expected = byText(text, wholeFile);
    for (const bytes of [little, big]) {
      const outcome = await byFile(bytes, wholeFile);
      assert.ok(expected.error === null && outcome.error === null);
      assert.deepEqual(outcome.shape, expected.shape);
      assert.deepEqual(
        outcome.features.map(({ name }) => name),
        ["größe", "b"],
      );
      assert.ok(Math.abs(outcome.features[0].mean - 200_000) < 1e-6);
    }
  }).timeout(60_000);
});

import assert from "node:assert/strict";
import { bytesSource } from "../../../../src/documents/stream/sources/byteSource.ts";
import { moments, quantiles, RandomGenerator } from "../../../../src/engine/index.ts";
import { Failure } from "../../../../src/shared/messages/failure.ts";
import { ChannelSketch } from "../../../../src/worker/files/scan/channelSketch.ts";
import type { FileScan } from "../../../../src/worker/files/scan/fileScan.ts";
import { ThreadPool } from "../../../../src/worker/files/scan/threadPool.ts";
import type { ScanPool } from "../../../../src/worker/files/scan/scanPool.ts";
import { scanText } from "./helpers.ts";

const threadScript = new URL("../../../../src/worker/files/scan/scanThread.ts", import.meta.url);

function threads(count: number): (bytes: Uint8Array<ArrayBuffer>) => ScanPool {
  return (bytes) => {
    const shared = new SharedArrayBuffer(bytes.length);
    new Uint8Array(shared).set(bytes);
    const data = { strings: null, source: shared, name: "test" };
    return new ThreadPool(threadScript, count, data, bytesSource(bytes));
  };
}

function sketchOf({ bins, totals }: FileScan, c: number): ChannelSketch {
  const { min, max } = totals.moments[c];
  return new ChannelSketch({ bins: bins[c], counts: totals.counts[c], min, max });
}

function assertNear(actual: number, expected: number, relative: number, what: string): void {
  const allowed = relative * Math.abs(expected);
  assert.ok(Math.abs(actual - expected) <= allowed, `${what}: got ${actual}, expected ${expected} ± ${allowed}`);
}

async function failureOf(text: string, options: Parameters<typeof scanText>[1] = {}): Promise<Failure> {
  const thrown: unknown = await scanText(text, options).then(
    () => null,
    (error: unknown) => error,
  );
  assert.ok(thrown instanceof Failure, String(thrown));
  return thrown;
}

/** Columns: normal about 1e8, exponential, whole numbers, a constant. Over 10 MB: three ranges. */
const random = new RandomGenerator(7);
const columns = [
  (): number => 1e8 + random.normal(),
  (): number => Math.exp(2 * random.normal()),
  (): number => Math.floor(random.uniform() * 6),
  (): number => 2.5,
];
const table = Array.from({ length: 220_000 }, () => columns.map((draw) => draw()));
const text = `large,skewed,die,same\n${table.map((row) => row.join(",")).join("\n")}\n`;
const valuesOf = (c: number): Float64Array => Float64Array.from(table, (row) => row[c]);

describe("scanFile", function () {
  this.timeout(60_000);
  let scan: FileScan;

  before(async () => {
    assert.ok(text.length > 9e6);
    scan = await scanText(text);
  });

  it("has the moments of two passes, to 1e-12 about a mean of 1e8", () => {
    columns.forEach((_, c) => {
      const expected = moments(valuesOf(c));
      const got = scan.totals.moments[c];
      assert.deepEqual([got.count, got.min, got.max], [expected.count, expected.min, expected.max]);
      assertNear(got.mean, expected.mean, 1e-12, `mean of ${c}`);
      assertNear(got.variance, expected.variance, 1e-12, `variance of ${c}`);
    });
  });

  it("has quantiles within a two-thousandth of the range between the outer ones", () => {
    const probabilities = [0.05, 0.25, 0.5, 0.75, 0.95];
    [0, 1].forEach((c) => {
      const exact = quantiles(valuesOf(c), [0.005, ...probabilities, 0.995]);
      const sketch = sketchOf(scan, c);
      const allowed = (exact[6] - exact[0]) / 2000;
      probabilities.forEach((probability, i) => {
        const error = sketch.quantile(probability) - exact[i + 1];
        assert.ok(Math.abs(error) <= allowed, `quantile ${probability} of ${c} is off by ${error}, allowed ${allowed}`);
      });
    });
    assert.deepEqual(
      probabilities.map((probability) => sketchOf(scan, 2).quantile(probability)),
      [0, 1, 2, 4, 5],
    );
    assert.ok(Math.abs(sketchOf(scan, 3).quantile(0.5) - 2.5) < 1e-9);
  });

  it("counts every value into the histogram or beyond it, exactly", () => {
    columns.forEach((_, c) => {
      const values = valuesOf(c);
      const { start, width, counts, below, above } = sketchOf(scan, c).histogram();
      assert.equal(
        Array.from(counts).reduce((sum, count) => sum + count, below + above),
        values.length,
      );
      assert.ok(counts.length <= 48);
      counts.forEach((count, k) => {
        const inBin = values.filter((x) => Math.floor((x - start) / width) === k).length;
        const isLast = k === counts.length - 1;
        assert.ok(isLast || Math.abs(count - inBin) <= 2, `bin ${k} of ${c}: ${count}, expected ${inBin}`);
      });
    });
  });

  it("gives the same to the last bit on one thread, two and three", async () => {
    for (const count of [1, 2, 3]) {
      const other = await scanText(text, { pool: threads(count) });
      assert.deepEqual(other.totals.moments, scan.totals.moments);
      assert.deepEqual(other.totals.counts, scan.totals.counts);
      assert.deepEqual(other.totals.sample(), scan.totals.sample());
    }
  });

  it("picks rows for the sample that are the file's, with their numbers and lines", () => {
    const { values, rows, lines } = scan.totals.sample();
    assert.ok(rows.length > 3800 && rows.length < 4400, `got ${rows.length}`);
    rows.forEach((row, i) => {
      assert.deepEqual(Array.from(values.subarray(i * 4, i * 4 + 4)), table[row]);
      assert.equal(lines[i], row + 2);
    });
  });

  it("reads rows whose quoted fields hold line ends, wherever the ranges begin", async () => {
    const filler = "x".repeat(500);
    const rows = Array.from({ length: 20_000 }, (_, n) => `${n},"${`${filler}\n1,2\n`.repeat(1)}",${n % 7}`);
    const quoted = `n,note,day\n${rows.join("\n")}`;
    const expected = await scanText(quoted);
    assert.equal(expected.totals.rows, 20_000);
    assert.equal(expected.totals.moments[0].mean, 9999.5);
    assert.deepEqual(
      expected.notices.map(({ message }) => message),
      ["Column note is left out: its 20000 values are text."],
    );
    const parallel = await scanText(quoted, { pool: threads(2) });
    assert.deepEqual(parallel.totals.moments, expected.totals.moments);
  });

  it("reads an array with a long tail behind it", async () => {
    const data = Array.from({ length: 300_000 }, (_, n) => `[${n}, ${n / 8}]`).join(",\n");
    const json = `{"data": [${data}], "tail": [${"[1, 2, 3], ".repeat(900_000)}[4]]}`;
    const { totals, end, rest } = await scanText(json, { languageId: "json", pool: threads(2) });
    assert.deepEqual([totals.rows, rest], [300_000, json.length - end]);
    assertNear(totals.moments[0].mean, 149_999.5, 1e-12, "mean");
    assert.equal(end, json.indexOf('], "tail"'));
  });

  it("puts the values of images into their channels, first or last", async () => {
    const json = JSON.stringify(
      Array.from({ length: 50 }, (_, n) => [
        [n, n + 1, n + 2],
        [10, 20, 30],
      ]),
    );
    const first = await scanText(json, {
      languageId: "json",
      channelsOf: () => ({ channels: 2, inner: 3, groupsPerRow: 1 }),
    });
    assert.deepEqual(
      first.totals.moments.map(({ mean, count }) => [mean, count]),
      [
        [25.5, 150],
        [20, 150],
      ],
    );
    const last = await scanText(json, {
      languageId: "json",
      channelsOf: () => ({ channels: 3, inner: 1, groupsPerRow: 2 }),
    });
    assert.deepEqual(
      last.totals.moments.map(({ mean }) => mean),
      [17.25, 22.75, 28.25],
    );
  });
});

describe("scanFile on columns that are not what they seemed", function () {
  this.timeout(60_000);

  const rows = (count: number, row: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => row(n)).join("\n");

  it("reads a column that begins with texts and goes on in numbers", async () => {
    const late = `a,late\n${rows(200, (n) => `${n},?`)}\n${rows(5000, (n) => `${n},${n}`)}`;
    const { plan, totals } = await scanText(late, { missingValues: "ignore" });
    assert.deepEqual(plan.names, ["a", "late"]);
    assert.equal(totals.moments[1].count, 5000);
    assert.equal(totals.missing[1], 200);
  });

  it("leaves out a column that begins with numbers and goes on in texts", async () => {
    const late = `a,label\n${rows(200, (n) => `${n},${n}`)}\n${rows(5000, (n) => `${n},word`)}`;
    const { plan, notices, totals } = await scanText(late);
    assert.deepEqual(plan.names, ["a"]);
    assert.deepEqual(
      notices.map(({ message }) => message),
      ['Column label is left out: 5000 of its 5200 values are not numbers, the first is "word" (line 202).'],
    );
    assert.equal(totals.rows, 5200);
  });

  it("says which line spoils a column of numbers, at the end of many", async () => {
    const spoiled = `a,b\n${rows(900_000, (n) => `${n},${n * 2}`)}\n7,oops\n`;
    const failure = await failureOf(spoiled, { pool: threads(2) });
    assert.equal(failure.code, "NOT_A_NUMBER");
    assert.match(failure.message, /column b, got "oops" \(line 900002, column 3\)/);
  });

  it("says which line has another number of values, at the end of many", async () => {
    const ragged = `a,b\n${rows(900_000, (n) => `${n},${n * 2}`)}\n7\n`;
    const failure = await failureOf(ragged, { pool: threads(2) });
    assert.deepEqual([failure.code, failure.message], ["RAGGED", "line 900002 has 1 value, expected 2 as in line 1"]);
  });

  it("says where JSON ends too early", async () => {
    const failure = await failureOf(`[${rows(300_000, (n) => `[${n}, 1]`).replaceAll("\n", ",")}`, {
      languageId: "json",
    });
    assert.equal(failure.code, "BROKEN_JSON");
  });

  it("leaves out a key whose values turn to texts, and counts values under keys that come later", async () => {
    const rows = Array.from(
      { length: 1000 },
      (_, n) => `{"a":${n},"b":${n < 300 ? n : '"text"'}${n < 900 ? "" : ',"c":1'}}`,
    );
    const { plan, totals, notices } = await scanText(rows.join("\n"), { languageId: "jsonl" });
    assert.deepEqual([plan.names, totals.rows, totals.moments[0].mean], [["a"], 1000, 499.5]);
    assert.deepEqual(
      notices.map(({ message }) => message),
      ["Column b is left out: its values are not numbers."],
    );
    assert.equal(totals.unknownMembers, 100);
  });

  it("says which object spoils a key of numbers", async () => {
    const rows = Array.from({ length: 1000 }, (_, n) => `{"a":${n === 800 ? '"x"' : n},"b":1}`);
    const { code, message } = await failureOf(`[${rows.join(",\n")}]`, { languageId: "json" });
    assert.deepEqual([code, message], ["NOT_A_NUMBER", 'expected a number in column a, got "x" (line 801)']);
  });
});

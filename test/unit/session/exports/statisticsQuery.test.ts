import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { moments, RandomGenerator, type Moments } from "../../../../src/engine/index.ts";
import { normalizedView, sqlDialects, statisticsQuery } from "../../../../src/session/exports/statisticsQuery.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { StatisticsDataset } from "../../../../src/worker/dataset/statisticsDataset.ts";

/** Names that need quotes in SQL, in JSON and in CSV. */
const columns = ["plain", `with "quotes", a comma`, "it's", "constant", "nothing"];
const numRows = 2000;
const random = new RandomGenerator(3);
const table = Array.from({ length: numRows }, (_, n) => [
  n === 7 ? NaN : 1e8 + random.normal(),
  n % 10 === 0 ? null : random.uniform() * 3,
  n === 5 ? Infinity : random.normal() * 100,
  4.5,
  null,
]);

function columnMoments(c: number): Moments {
  return moments(table.map((row) => row[c]).filter((x): x is number => x !== null && Number.isFinite(x)));
}

function assertNear(actual: number, expected: number, relative: number, what: string): void {
  const allowed = relative * Math.abs(expected);
  assert.ok(Math.abs(actual - expected) <= allowed, `${what}: got ${actual}, expected ${expected} ± ${allowed}`);
}

describe("the statistics query in DuckDB", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "batchnorm-query-"));
  let instance: DuckDBInstance;
  let connection: DuckDBConnection;

  before(async () => {
    instance = await DuckDBInstance.create(":memory:");
    connection = await instance.connect();
    const names = columns.map((name) => `"${name.replaceAll('"', '""')}"`);
    await connection.run(`CREATE TABLE data (id INTEGER, ${names.map((name) => `${name} DOUBLE`).join(", ")})`);
    const rows = table.map((row, n) => `(${[n, ...row].map((x) => (x === null ? "NULL" : `'${x}'`)).join(", ")})`);
    await connection.run(`INSERT INTO data VALUES ${rows.join(", ")}`);
  });
  after(() => {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  });

  /** The file that the query's result is saved in. */
  async function saved(from: string, format: string, name: string): Promise<string> {
    const path = join(folder, name);
    const query = statisticsQuery("duckdb", { table: from, columns }).replace(/;\s*$/, "");
    await connection.run(`COPY (${query}) TO '${path}' (${format})`);
    return readFileSync(path, "utf8");
  }

  for (const [format, name, language] of [
    ["FORMAT csv, HEADER", "statistics.csv", "csv"],
    ["FORMAT json", "statistics.jsonl", "jsonl"],
    ["FORMAT json, ARRAY", "statistics.json", "json"],
  ]) {
    it(`has a result that loads as the statistics of the values: ${name}`, async () => {
      const dataset = new StatisticsDataset(await saved("data", format, name), language);
      const { features } = dataset.analyze(defaultReportOptions, null);
      assert.deepEqual(features.names, columns);
      columns.forEach((column, c) => {
        const expected = columnMoments(c);
        assert.equal(features.count[c], expected.count, column);
        assert.equal(features.missing[c], numRows - expected.count, column);
        if (expected.count === 0) return;
        assertNear(features.mean[c], expected.mean, 1e-12, `mean of ${column}`);
        assertNear(features.variance[c], expected.variance, 1e-12, `variance of ${column}`);
        assert.equal(features.min[c], expected.min, column);
        assert.equal(features.max[c], expected.max, column);
        const { offset, counts } = features.histograms;
        const counted = counts.subarray(offset[c], offset[c + 1]).reduce((sum, count) => sum + count, 0);
        assert.equal(counted, expected.count, `values in the histogram of ${column}`);
      });
    });
  }

  it("gives, of two halves, records that merge into those of the whole", async () => {
    const halves = await Promise.all(
      ["< 300", ">= 300"].map((half, i) => saved(`(FROM data WHERE id ${half})`, "FORMAT csv, HEADER", `half${i}.csv`)),
    );
    const merged = halves[0] + halves[1].slice(halves[1].indexOf("\n") + 1);
    const { features } = new StatisticsDataset(merged, "csv").analyze(defaultReportOptions, null);
    assert.deepEqual(features.names, columns);
    for (const c of [0, 1, 2, 3]) {
      const expected = columnMoments(c);
      assert.equal(features.count[c], expected.count);
      assertNear(features.mean[c], expected.mean, 1e-12, `mean of ${columns[c]}`);
      // The means of the halves, about 1e8, are only as exact as float64 holds them.
      assertNear(features.variance[c], expected.variance, 1e-10, `variance of ${columns[c]}`);
    }
  });

  it("comes with a view that has mean 0 and variance var/(var + eps), and keeps other columns", async () => {
    const computed = columns.map(() => ({ statistics: null, gamma: 1, beta: 0 }));
    await connection.run(normalizedView("duckdb", { table: "data", columns }, computed, 1e-5));
    const reader = await connection.runAndReadAll(
      `SELECT count(id), avg(plain), var_pop(plain), max(constant) FROM data_normalized WHERE isfinite(plain)`,
    );
    const [[count, mean, variance, constant]] = reader.getRowsJS();
    assert.equal(count, BigInt(numRows - 1));
    assert.ok(Math.abs(Number(mean)) < 1e-7, `mean ${Number(mean)}`);
    const expected = columnMoments(0).variance;
    assertNear(Number(variance), expected / (expected + 1e-5), 1e-6, "variance");
    assert.equal(constant, 0);
  });

  it("comes with a view of given statistics, γ and β", async () => {
    const given = columns.map(() => ({ statistics: { mean: 4, variance: 0.25 }, gamma: -2, beta: 0.5 }));
    await connection.run(normalizedView("duckdb", { table: "data", columns }, given, 0));
    const reader = await connection.runAndReadAll("SELECT constant FROM data_normalized LIMIT 1");
    assert.deepEqual(reader.getRowsJS(), [[-2 * (4.5 - 4) * 2 + 0.5]]);
  });
});

describe("statisticsQuery", () => {
  it("quotes names and texts as each dialect does", () => {
    const subject = { table: "t", columns: ["a`b'c\\"] };
    const [duckdb, spark, bigquery] = sqlDialects.map((dialect) => statisticsQuery(dialect, subject));
    assert.match(duckdb, /feature: 'a`b''c\\', x: .*"a`b'c\\"/);
    assert.match(spark, /'feature', 'a`b\\'c\\\\', 'x', .*`a``b'c\\`/);
    assert.match(bigquery, /STRUCT\(0 AS position, 'a`b\\'c\\\\' AS feature, .*`a\\`b'c\\\\`/);
  });

  it("names the view after the table, and after nothing where it is a file or a query", () => {
    const view = (table: string): string => {
      const [first] = normalizedView("bigquery", { table, columns: [] }, [], 1e-5).split("\n");
      return first.replace(/^CREATE OR REPLACE VIEW | AS$/g, "");
    };
    assert.deepEqual(["t", "a.b", "`p-1.d.t`", "'data.csv'", "(FROM t)"].map(view), [
      "t_normalized",
      "a.b_normalized",
      "`p-1.d.t_normalized`",
      "normalized",
      "normalized",
    ]);
  });
});

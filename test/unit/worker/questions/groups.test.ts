import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { explainedVariance, moments } from "../../../../src/engine/index.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { Failure } from "../../../../src/shared/messages/failure.ts";
import { featureHistogram } from "../../../../src/shared/report/report.ts";
import { open } from "../../session/openReport.ts";

const sample = (name: string): string => readFileSync(join(import.meta.dirname, "../../../../samples", name), "utf8");

describe("grouping the rows of a report", () => {
  it("offers columns of texts, then of few whole numbers, the last one first", async () => {
    const iris = await open(sample("iris.csv"));
    assert.deepEqual(await iris.session.query("dataset/groupColumns", undefined), [{ name: "species", numGroups: 3 }]);
    const digits = await open(sample("digits.csv"));
    const [first] = await digits.session.query("dataset/groupColumns", undefined);
    assert.deepEqual(first, { name: "Column 65", numGroups: 10 });
    const ids = await open(["id,price,kind", ...Array.from({ length: 9 }, (_, i) => `${i},${i / 7},x${i}`)].join("\n"));
    const offered = await ids.session.query("dataset/groupColumns", undefined);
    assert.deepEqual(
      offered.map(({ name }) => name),
      ["kind"],
    );
  });

  // Python with exact fractions: between / total. As in textbooks, F of sepal_length is 119.2645, of petal_length 1180.16.
  it("explains the variance of iris by species as an analysis of variance does", async () => {
    const { session } = await open(sample("iris.csv"));
    const found = await session.query("dataset/groupMoments", { column: "species" });
    assert.deepEqual([found.names, found.others], [["setosa", "versicolor", "virginica"], 0]);
    [0.6187057307384871, 0.40078284707633466, 0.9413717190573679, 0.9288829301012129].forEach((wanted, c) => {
      assert.ok(Math.abs(found.explained[c] - wanted) < 1e-14, `${c}: ${found.explained[c]} instead of ${wanted}`);
    });
    assert.deepEqual([...found.count.slice(0, 3)], [50, 50, 50]);
    assert.ok(Math.abs(found.mean[0] - 5.006) < 1e-12);
  });

  it("puts all but the ten largest groups into one, and explains by all of them", async () => {
    const rows = Array.from({ length: 90 }, (_, i) => `${i % 13 === 12 ? "rare" : `k${i % 13}`},${(i % 13) + (i % 2)}`);
    const { session } = await open(["kind,value", ...rows, "k0,5", "k11,7"].join("\n"));
    const found = await session.query("dataset/groupMoments", { column: "kind" });
    assert.equal(found.names.length, 10);
    assert.equal(found.others, 3);
    assert.equal(found.count.length, 11);
    assert.equal(
      found.count.reduce((sum, count) => sum + count, 0),
      92,
    );
    const all = new Map<string, number[]>();
    for (const line of [...rows, "k0,5", "k11,7"]) {
      const [kind, value] = line.split(",");
      all.set(kind, [...(all.get(kind) ?? []), Number(value)]);
    }
    const wanted = explainedVariance([...all.values()].map((values) => moments(values)));
    assert.ok(Math.abs(found.explained[0] - wanted) < 1e-12);
  });

  it("gives the histograms of the groups of some features", async () => {
    const { session } = await open(sample("iris.csv"));
    const packed = await session.query("dataset/groupHistograms", { column: "species", features: [2, 0] });
    const { features } = session.snapshot ?? assert.fail();
    const whole = featureHistogram(features.histograms, 2);
    const parts = [0, 1, 2].map((group) => featureHistogram(packed, group));
    assert.deepEqual(
      Array.from(whole.counts, (_, k) => parts.reduce((sum, { counts }) => sum + counts[k], 0)),
      [...whole.counts],
    );
    assert.equal(featureHistogram(packed, 3).start, featureHistogram(features.histograms, 0).start);
  });

  it("groups empty cells, and orders numbers by size", async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i / 7},${i % 3 === 2 ? "" : 10 - 8 * (i % 3)}`);
    const { session } = await open(["x,class", ...rows].join("\n"), "csv", {
      options: { ...defaultReportOptions, missingValues: "ignore" },
    });
    const { names } = await session.query("dataset/groupMoments", { column: "class" });
    assert.deepEqual(names, ["", "2", "10"]);
  });

  it("refuses a column that is not there, and a tensor without columns", async () => {
    const { session } = await open(sample("iris.csv"));
    const failsWith = async (asked: Promise<unknown>, code: string): Promise<void> => {
      await assert.rejects(asked, (error) => error instanceof Failure && error.code === code);
    };
    await failsWith(session.query("dataset/groupMoments", { column: "genus" }), "NO_COLUMN");
    await failsWith(session.query("dataset/groupHistograms", { column: "species", features: [4] }), "NO_FEATURE");
    const tensor = await open("[[[1,2],[3,4]],[[5,6],[7,8]]]", "json");
    assert.deepEqual(await tensor.session.query("dataset/groupColumns", undefined), []);
    await failsWith(tensor.session.query("dataset/groupMoments", { column: "species" }), "NO_COLUMN");
  });
});

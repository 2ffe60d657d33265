import assert from "node:assert/strict";
import { recalibrate } from "../../../../src/session/layer/recalibrate.ts";
import { open } from "../../session/openReport.ts";
import { fieldJson, fieldText } from "../../../support/fieldCase.ts";

const folder = "13-merge-devices";

interface Expected {
  readonly right: {
    readonly count: number;
    readonly mean: number;
    readonly variance: number;
    readonly unbiased: number;
  };
  readonly "FedAvg: weighted by samples, variances averaged": { readonly variance: number };
}

const answer = fieldJson(folder, "answer.txt") as Record<string, Expected>;

async function load(file: string) {
  const languageId = file.endsWith("json") ? "json" : "csv";
  const source = { uri: `file:///${file}`, name: file, languageId, version: 1, getText: () => fieldText(folder, file) };
  const { session } = await open("", languageId, { source: { ...source, isStatistics: true } });
  return session;
}

describe("states of one layer from several devices and clients", () => {
  for (const file of ["devices.csv", "devices-with-extremes.csv", "clients.json"]) {
    it(`are merged by their counts from ${file}`, async () => {
      const { features, notices } = (await load(file)).snapshot ?? assert.fail();
      assert.deepEqual(features.names, ["bn1.0", "bn1.1"]);
      features.names.forEach((name, c) => {
        const { right } = answer[name];
        assert.equal(features.count[c], right.count);
        assert.ok(Math.abs(features.mean[c] - right.mean) < 1e-13, `${features.mean[c]}`);
        assert.ok(Math.abs(features.variance[c] - right.variance) < 1e-13, `${features.variance[c]}`);
      });
      const merged = notices.find(({ code }) => code === "MERGED")?.message ?? "";
      assert.match(merged, /Averaging the variances would lose up to \d+(?:\.\d)?% of it/);
    });
  }

  it("say what averaging the states of clients would give", async () => {
    const { notices } = (await load("clients.json")).snapshot ?? assert.fail();
    const averaged = answer["bn1.1"]["FedAvg: weighted by samples, variances averaged"].variance;
    const merged = notices.find(({ code }) => code === "MERGED")?.message ?? "";
    assert.ok(merged.includes(`${averaged.toFixed(4)} instead of 0.7447 in bn1.1`), merged);
  });

  it("become a layer's running statistics, unbiased as PyTorch keeps them", async () => {
    const session = await load("clients.json");
    await recalibrate(session);
    const layer = session.snapshot?.layer;
    Object.values(answer).forEach(({ right }, c) => {
      assert.ok(Math.abs((layer?.runningVar?.[c] ?? NaN) - right.unbiased) < 1e-13);
    });
  });
});

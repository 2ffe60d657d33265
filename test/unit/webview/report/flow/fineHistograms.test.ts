import assert from "node:assert/strict";
import { FineHistograms } from "../../../../../webview/report/flow/fineHistograms.ts";
import { fakeHost, snapshot } from "../../fakes.ts";

const bins = { start: -1, width: 1, counts: Uint32Array.of(1, 2) };
const table = snapshot({ a: [1, 2, 3], b: [4, 5, 7] });

function setUp() {
  const host = fakeHost();
  host.answer = () => bins;
  let changes = 0;
  const fine = new FineHistograms(
    () => host,
    () => changes++,
  );
  return { host, fine, changes: () => changes };
}

describe("FineHistograms", () => {
  it("asks for the feature in scope, once", async () => {
    const { host, fine, changes } = setUp();
    await fine.load(table, 1);
    await fine.load(table, 1);
    assert.deepEqual(host.requests, [{ type: "feature/fineHistogram", params: { feature: 1 } }]);
    assert.deepEqual(fine.get(1)?.counts, bins.counts);
    assert.equal(fine.get(0), null);
    assert.equal(changes(), 1);
  });

  it("asks for every feature where all are in scope", async () => {
    const { host, fine } = setUp();
    await fine.load(table, -1);
    assert.deepEqual(
      host.requests.map(({ params }) => params),
      [{ feature: 0 }, { feature: 1 }],
    );
  });

  it("forgets what it knows with another snapshot", async () => {
    const { host, fine } = setUp();
    await fine.load(table, 0);
    await fine.load({ ...table, revision: 2 }, 0);
    assert.equal(host.requests.length, 2);
  });

  it("stops asking for a scope that is left", async () => {
    const { host, fine } = setUp();
    const all = fine.load(table, -1);
    await fine.load(table, 1);
    await all;
    assert.deepEqual(
      host.requests.map(({ params }) => params),
      [{ feature: 0 }, { feature: 1 }],
    );
    assert.equal(fine.get(0), null);
  });

  it("adds what lies beyond the bins, and keeps the snapshot's own bins where that does not add up", async () => {
    const { host, fine } = setUp();
    host.answer = () => ({ ...bins, counts: Uint32Array.of(1, 1) });
    const tails = { ...table.features.histograms, above: Uint32Array.of(1, 0) };
    await fine.load({ ...table, features: { ...table.features, histograms: tails } }, -1);
    assert.deepEqual([fine.get(0)?.below, fine.get(0)?.above], [0, 1]);
    assert.equal(fine.get(1), null);
  });

  it("lives with a host that does not answer", async () => {
    const { host, fine, changes } = setUp();
    host.answer = () => {
      throw new Error("overtaken");
    };
    await fine.load(table, 0);
    assert.equal(fine.get(0), null);
    assert.equal(changes(), 0);
  });
});

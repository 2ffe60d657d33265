import assert from "node:assert/strict";
import { RowContexts } from "../../../../../webview/report/list/rows/rowContexts.ts";
import { fakeStore, snapshot } from "../../fakes.ts";

const table = snapshot({ a: [1, 2, 3, 5], b: [4, 5, 7, 9] });

function setUp() {
  const { store } = fakeStore();
  store.setSnapshot(table);
  const contexts = new RowContexts();
  return { store, get: (pictureWidth = 100) => contexts.get(store, table, pictureWidth) };
}

describe("RowContexts", () => {
  it("keeps one context while nothing that rows share has changed", () => {
    const { store, get } = setUp();
    const first = get();
    store.select(1);
    assert.equal(get(), first);
    assert.notEqual(get(200), first);
  });

  it("has no common axis of x where each picture has its own, and still one of y", () => {
    const { store, get } = setUp();
    const { after } = get().domains;
    store.setView({ axis: "own" });
    assert.deepEqual(get().domains, { before: null, after });
    assert.deepEqual(get().ticks.before, []);
    assert.ok(get().ticks.after.some(({ value }) => value === 0));
  });

  it("gives each feature its own axis by itself where scales differ, until a person chooses", () => {
    const { store } = fakeStore();
    const wide = snapshot({ narrow: [1, 2, 3, 5], wide: [400, 5000, 7000, 90000] });
    store.setSnapshot(wide);
    const contexts = new RowContexts();
    assert.equal(contexts.get(store, wide, 100).domains.before, null);
    store.setView({ axis: "same" });
    assert.notEqual(contexts.get(store, wide, 100).domains.before, null);
  });

  it("lets the axis of y only grow while γ is dragged, and fit again when it is let go", async () => {
    const { store, get } = setUp();
    const before = get();
    const at = (context: typeof before) => context.domains.after.max;
    store.dragAffine({ feature: 0, gamma: 5 });
    const wide = get();
    assert.ok(at(wide) > at(before));
    store.dragAffine({ feature: 0, gamma: 0.1 });
    assert.equal(get(), wide);
    await store.commitAffine({ feature: 0, gamma: 0.1 });
    assert.ok(at(get()) < at(wide));
  });

  it("keeps the pool of all outputs while one feature is dragged, and makes it anew when it is let go", async () => {
    const { store, get } = setUp();
    store.select(0);
    const before = get().pooledHistogram();
    store.dragAffine({ feature: 0, gamma: 5 });
    assert.equal(get().pooledHistogram(), before);
    await store.commitAffine({ feature: 0, gamma: 5 });
    assert.notEqual(get().pooledHistogram(), before);
  });

  it("writes a column with the decimals of its largest value, of y as γ makes it", async () => {
    const { store, get } = setUp();
    assert.equal(get().formats("outputMean")(0.5), "0.5000");
    await store.commitAffine({ feature: 0, beta: 123.4 });
    await store.commitAffine({ feature: 1, beta: 500 });
    assert.equal(get().formats("outputMean")(0.5), "0.50");
  });
});

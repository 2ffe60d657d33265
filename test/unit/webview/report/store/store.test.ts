import assert from "node:assert/strict";
import type { StoreChange } from "../../../../../webview/report/store/store.ts";
import { fakeStore, snapshot } from "../../fakes.ts";

const columns = { length: [1, 2, 4], width: [5, 6, 9] };

describe("ReportStore", () => {
  it("drops a snapshot that is older than the one shown", () => {
    const { store } = fakeStore();
    store.setSnapshot({ ...snapshot(columns), revision: 5 });
    store.setSnapshot({ ...snapshot({ other: [1, 2] }), revision: 4 });
    assert.deepEqual(store.snapshot?.features.names, ["length", "width"]);
    store.setSnapshot({ ...snapshot({ other: [1, 2] }), revision: 5 });
    assert.deepEqual(store.snapshot.features.names, ["other"]);
  });

  it("finds the selected feature by its name in other columns, and all features where it is gone", () => {
    const { store } = fakeStore();
    store.setSnapshot(snapshot(columns));
    store.select(1);
    store.setSnapshot(snapshot({ first: [1, 2], ...columns }));
    assert.equal(store.view.selected, 2);
    store.setSnapshot(snapshot({ first: [1, 2], last: [3, 4] }));
    assert.deepEqual([store.view.selected, store.view.selectedName], [-1, null]);
  });

  it("keeps what was selected when the editor tells after a reload where its cursor still is", () => {
    const first = fakeStore();
    first.store.setSnapshot(snapshot(columns));
    first.store.setCursor({ feature: 0, index: 2 });
    first.store.select(1);
    const { store } = fakeStore(first.saved.at(-1));
    const heard: StoreChange[] = [];
    store.setSnapshot(snapshot(columns));
    store.subscribe((change) => heard.push(change));
    store.setCursor({ feature: 0, index: 2 });
    assert.deepEqual([store.view.selectedName, heard], ["width", []]);
    store.setCursor({ feature: 0, index: 1 });
    assert.deepEqual(heard, ["cursor"]);
  });

  it("selects the only feature instead of all of them", () => {
    const { store } = fakeStore();
    store.setSnapshot(snapshot({ only: [1, 2] }));
    assert.equal(store.view.selected, 0);
    store.select(-1);
    assert.equal(store.view.selected, 0);
  });

  it("keeps the view for the next time, and reads it back", () => {
    const { store, saved } = fakeStore();
    store.setSnapshot(snapshot(columns));
    store.select(1);
    store.setView({ filter: "@constant", axis: "own", sort: { column: "mean", descending: true } });
    const again = fakeStore(JSON.parse(JSON.stringify(saved.at(-1))));
    again.store.setSnapshot(snapshot(columns));
    assert.deepEqual(again.store.view, store.view);
  });

  it("starts with defaults where what was saved is of another shape", () => {
    for (const saved of [
      undefined,
      null,
      5,
      [],
      { selected: "x", tab: "old", sort: { column: "no" }, listHeight: -3 },
    ]) {
      assert.deepEqual(fakeStore(saved).store.view, fakeStore().store.view);
    }
  });

  it("announces a drag once a frame and asks the host only when it ends", async () => {
    const { store, host, frames, paint } = fakeStore();
    store.setSnapshot(snapshot(columns));
    const changes: StoreChange[] = [];
    store.subscribe((change) => changes.push(change));
    store.dragAffine({ feature: 0, gamma: 1.5 });
    store.dragAffine({ feature: 0, gamma: 1.6 });
    assert.equal(frames.length, 1);
    paint();
    assert.deepEqual(changes, ["affine"]);
    assert.deepEqual([...store.affine.gamma], [1.6, 1]);
    assert.equal(host.requests.length, 0);
    await store.commitAffine({ feature: 0, gamma: 1.6 });
    assert.deepEqual(changes, ["affine", "affine", "released"]);
    assert.deepEqual(host.requests, [{ type: "affine/set", params: { feature: 0, gamma: 1.6 } }]);
  });

  it("sets all features at once, and leaves alone what is not given", async () => {
    const { store } = fakeStore();
    store.setSnapshot(snapshot(columns));
    await store.commitAffine({ feature: 1, beta: 0.5 });
    await store.commitAffine({ feature: -1, gamma: 2 });
    assert.deepEqual(
      [[...store.affine.gamma], [...store.affine.beta]],
      [
        [2, 2],
        [0, 0.5],
      ],
    );
  });

  it("keeps a change that the host has not confirmed over a snapshot from before it", async () => {
    const { store } = fakeStore();
    store.setSnapshot(snapshot(columns));
    const commit = store.commitAffine({ feature: 0, gamma: 3 });
    store.setSnapshot(snapshot(columns));
    assert.equal(store.affine.gamma[0], 3);
    await commit;
    store.setSnapshot(snapshot(columns, {}, { gamma: Float64Array.of(2.5, 1) }));
    assert.equal(store.affine.gamma[0], 2.5);
  });

  it("does not carry a change over to other columns", () => {
    const { store } = fakeStore();
    store.setSnapshot(snapshot(columns));
    store.dragAffine({ feature: 0, gamma: 3 });
    store.setSnapshot(snapshot({ other: [1, 2] }));
    assert.deepEqual([...store.affine.gamma], [1]);
  });

  it("leaves the snapshot's own γ and β untouched", () => {
    const { store } = fakeStore();
    const given = snapshot(columns);
    store.setSnapshot(given);
    store.dragAffine({ feature: 0, gamma: 3, beta: 1 });
    assert.deepEqual([given.features.gamma[0], given.features.beta[0]], [1, 0]);
  });

  it("tells nobody any more who has unsubscribed", () => {
    const { store } = fakeStore();
    const stop = store.subscribe(() => assert.fail("unsubscribed"));
    stop();
    store.setView({ filter: "a" });
  });
});

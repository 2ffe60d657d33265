import assert from "node:assert/strict";
import { EditHistory, type HistoryEntry } from "../../../../../src/session/report/history/editHistory.ts";
import type { HistoryLabels } from "../../../../../src/shared/report/protocol.ts";

const state = {
  layer: undefined,
  options: {},
  affine: { names: [], gamma: new Float64Array(0), beta: new Float64Array(0) },
};
const entry = (label: string): HistoryEntry => ({ label, before: state, after: state });

/** Undoes everything, and lists what there was. */
function undoAll(history: EditHistory): string[] {
  const labels: string[] = [];
  for (let last = history.peek("undo"); last !== null; last = history.peek("undo")) {
    labels.push(last.label);
    history.step({ direction: "undo", entry: last });
  }
  return labels;
}

describe("EditHistory", () => {
  it("goes back from the last entry to the first, and forward again", () => {
    const history = new EditHistory();
    history.add(entry("a"));
    history.add(entry("b"));
    assert.deepEqual(history.labels, { undo: "b", redo: null });
    assert.deepEqual(undoAll(history), ["b", "a"]);
    assert.deepEqual(history.labels, { undo: null, redo: "a" });
  });

  it("forgets what was undone when something else is done", () => {
    const history = new EditHistory();
    history.add(entry("a"));
    undoAll(history);
    history.add(entry("b"));
    assert.deepEqual(history.labels, { undo: "b", redo: null });
  });

  it("keeps the last 50 entries", () => {
    const history = new EditHistory();
    for (let i = 1; i <= 60; i++) history.add(entry(String(i)));
    const labels = undoAll(history);
    assert.deepEqual([labels.length, labels[0], labels.at(-1)], [50, "60", "11"]);
  });

  it("does not step over an entry that is no longer the next one", () => {
    const history = new EditHistory();
    const first = entry("a");
    history.add(first);
    history.add(entry("b"));
    history.step({ direction: "undo", entry: first });
    assert.deepEqual(history.labels, { undo: "b", redo: null });
  });

  it("tells its listener what could be undone", () => {
    const told: HistoryLabels[] = [];
    const history = new EditHistory((labels) => told.push(labels));
    history.clear();
    history.add(entry("a"));
    history.clear();
    assert.deepEqual(told, [
      { undo: "a", redo: null },
      { undo: null, redo: null },
    ]);
  });
});

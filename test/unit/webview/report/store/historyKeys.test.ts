import assert from "node:assert/strict";
import { historyDirection, stepHistory } from "../../../../../webview/report/store/historyKeys.ts";
import { fakeStore } from "../../fakes.ts";

const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
const ctrl = { ...none, ctrlKey: true };
const command = { ...none, metaKey: true };

describe("historyDirection", () => {
  it("undoes with Ctrl+Z and ⌘Z", () => {
    assert.equal(historyDirection({ ...ctrl, key: "z" }), "undo");
    assert.equal(historyDirection({ ...command, key: "z" }), "undo");
  });

  it("does again with Shift, whose letter is a capital, and with Ctrl+Y", () => {
    assert.equal(historyDirection({ ...ctrl, shiftKey: true, key: "Z" }), "redo");
    assert.equal(historyDirection({ ...command, shiftKey: true, key: "z" }), "redo");
    assert.equal(historyDirection({ ...ctrl, key: "y" }), "redo");
  });

  it("leaves every other key alone", () => {
    assert.equal(historyDirection({ ...none, key: "z" }), null);
    assert.equal(historyDirection({ ...ctrl, altKey: true, key: "z" }), null);
    assert.equal(historyDirection({ ...command, key: "y" }), null);
    assert.equal(historyDirection({ ...ctrl, key: "c" }), null);
  });
});

describe("stepHistory", () => {
  it("asks the host, but not in the middle of a drag", () => {
    const { store, host } = fakeStore();
    store.dragging = true;
    stepHistory(store, "undo");
    store.dragging = false;
    stepHistory(store, "redo");
    assert.deepEqual(
      host.requests.map(({ type }) => type),
      ["history/redo"],
    );
  });
});

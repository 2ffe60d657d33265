import assert from "node:assert/strict";
import {
  AffineGesture,
  affineTarget,
  affineValue,
  keyedValue,
  setAppliesToAll,
  snap,
} from "../../../../webview/report/detail/parts/affineInput.ts";
import { ReportStore } from "../../../../webview/report/store/store.ts";
import { irisSnapshot } from "./samples.ts";

function key(name: string, modifiers: Partial<KeyboardEvent> = {}): KeyboardEvent {
  return { key: name, shiftKey: false, altKey: false, ...modifiers } as KeyboardEvent;
}

/** A store that shows iris, and what it asked its host. */
function store(): { store: ReportStore; sent: unknown[] } {
  const sent: unknown[] = [];
  const shown = new ReportStore({
    host: {
      request: (_type: string, ...params: unknown[]) => {
        sent.push(params[0]);
        return Promise.resolve(undefined as never);
      },
      on: () => () => undefined,
    },
    savedState: undefined,
    saveState: () => undefined,
    beforeNextPaint: (run) => {
      run();
    },
  });
  shown.setSnapshot(irisSnapshot());
  return { store: shown, sent };
}

describe("keyedValue", () => {
  it("steps by 0.01, with Shift by 0.1, with Alt by 0.001", () => {
    assert.equal(keyedValue(key("ArrowRight"), "gamma", 1), 1.01);
    assert.equal(keyedValue(key("ArrowLeft", { shiftKey: true }), "beta", 0), -0.1);
    assert.equal(keyedValue(key("ArrowRight", { altKey: true }), "gamma", 1), 1.001);
  });
  it("goes Home to 1 for γ and 0 for β", () => {
    assert.equal(keyedValue(key("Home"), "gamma", 2.2), 1);
    assert.equal(keyedValue(key("Home"), "beta", 2.2), 0);
  });
  it("starts from there where the features differ, and leaves other keys alone", () => {
    assert.equal(keyedValue(key("ArrowRight"), "gamma", NaN), 1.01);
    assert.equal(keyedValue(key("a"), "gamma", 1), null);
    assert.equal(keyedValue(key("ArrowUp", { altKey: true }), "gamma", 1), null);
  });
});

describe("snap", () => {
  it("rounds to a step that can be read and typed", () => {
    assert.equal(snap(1.23456, 0.01), 1.23);
    assert.equal(snap(-0.001, 0.01), 0);
    assert.ok(!Object.is(snap(-0.001, 0.01), -0));
  });
});

describe("affineTarget", () => {
  it("is the selected feature, or all with Alt or by the menu", () => {
    const { store: shown } = store();
    shown.select(2);
    assert.equal(affineTarget(shown, false), 2);
    assert.equal(affineTarget(shown, true), -1);
    setAppliesToAll(shown, true);
    assert.equal(affineTarget(shown, false), -1);
  });
});

describe("an affine gesture", () => {
  it("shows every move and tells the host the last one", async () => {
    const { store: shown, sent } = store();
    shown.select(0);
    const gesture = new AffineGesture(shown, "gamma");
    gesture.move(1.2, false);
    gesture.move(1.6, false);
    assert.equal(shown.affine.gamma[0], 1.6);
    assert.deepEqual(sent, []);
    await gesture.release();
    assert.deepEqual(sent, [{ feature: 0, gamma: 1.6 }]);
    assert.equal(shown.dragging, false);
  });

  it("puts everything back when it is cancelled", async () => {
    const { store: shown } = store();
    await shown.commitAffine({ feature: 1, gamma: 1.3 });
    shown.select(-1);
    const gesture = new AffineGesture(shown, "gamma");
    gesture.move(2, false);
    assert.deepEqual([...shown.affine.gamma], [2, 2, 2, 2]);
    await gesture.cancel();
    assert.deepEqual([...shown.affine.gamma], [1, 1.3, 1, 1]);
    assert.equal(shown.dragging, false);
  });

  it("gives the others their own back when Alt is let go on the way", () => {
    const { store: shown } = store();
    shown.select(0);
    const gesture = new AffineGesture(shown, "beta");
    gesture.move(1, true);
    assert.deepEqual([...shown.affine.beta], [1, 1, 1, 1]);
    gesture.move(0.5, false);
    assert.deepEqual([...shown.affine.beta], [0.5, 0, 0, 0]);
  });

  it("does nothing on release without a move", async () => {
    const { store: shown, sent } = store();
    await new AffineGesture(shown, "gamma").release();
    assert.deepEqual(sent, []);
  });
});

describe("affineValue", () => {
  it("is NaN where all are selected and differ", async () => {
    const { store: shown } = store();
    assert.equal(affineValue(shown, "gamma"), 1);
    await shown.commitAffine({ feature: 1, gamma: 1.3 });
    assert.ok(Number.isNaN(affineValue(shown, "gamma")));
    shown.select(1);
    assert.equal(affineValue(shown, "gamma"), 1.3);
  });
});

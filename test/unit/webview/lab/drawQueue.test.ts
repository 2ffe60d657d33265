import assert from "node:assert/strict";
import { drawSoon, forgetDrawing } from "../../../../webview/lab/charts/drawQueue.ts";

/** Frames that the test shows itself. */
const frames: (() => void)[] = [];

function showFrame(): void {
  const [work] = frames.splice(0);
  work();
}

function wait(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe("drawSoon", () => {
  before(() => {
    Object.assign(globalThis, { requestAnimationFrame: (work: () => void) => frames.push(work) });
  });

  after(() => {
    Reflect.deleteProperty(globalThis, "requestAnimationFrame");
  });

  it("draws in the next frames, as much as has room in each, every owner once and as it was asked last", () => {
    const drawn: string[] = [];
    const [a, b, c] = [{}, {}, {}];
    drawSoon(a, () => drawn.push("old a"));
    drawSoon(a, () => {
      drawn.push("a");
      wait(11);
    });
    drawSoon(b, () => drawn.push("b"));
    drawSoon(c, () => drawn.push("c"));
    assert.deepEqual([drawn, frames.length], [[], 1]);
    showFrame();
    assert.deepEqual([drawn, frames.length], [["a"], 1]);
    forgetDrawing(c);
    showFrame();
    assert.deepEqual([drawn, frames.length], [["a", "b"], 0]);
  });
});

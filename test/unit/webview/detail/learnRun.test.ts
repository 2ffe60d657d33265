import assert from "node:assert/strict";
import type { LearnChunk } from "../../../../src/shared/report/learn.ts";
import { LearnRun } from "../../../../webview/report/detail/learn/learnRun.ts";
import { fakeStore, snapshot } from "../fakes.ts";

const choice = { kind: "input" } as const;
const options = { optimizer: "sgd", learningRate: 1, batchSize: null, steps: 3, seed: 1, eps: 1e-5 } as const;

/** What the worker would say after so many steps of three: γ is 1 + the step, β is −step. */
function chunk(step: number, more: Partial<LearnChunk> = {}): LearnChunk {
  const frames = {
    ...{ steps: Uint32Array.of(step), gamma: Float64Array.of(1 + step), beta: Float64Array.of(-step) },
    ...{ runningMean: Float64Array.of(10 * step), runningVar: Float64Array.of(1 + step) },
  };
  const losses = Float64Array.from({ length: step === 0 ? 0 : 1 }, () => 1 / step);
  return { step, isDone: step === 3, hasDiverged: false, losses, frames, ...more };
}

function setUp(answer: (type: string, asked: number) => unknown) {
  const { store, host } = fakeStore();
  store.setSnapshot(snapshot({ x: [1, 2, 3] }));
  let asked = 0;
  host.answer = (type) => answer(type, asked++);
  return { store, host, run: new LearnRun(store) };
}

describe("LearnRun", () => {
  it("asks until it is done, and shows every frame in the report", async () => {
    const { store, run } = setUp((_type, asked) => chunk(asked));
    await run.start(choice, options);
    assert.equal(run.state, "done");
    assert.deepEqual(run.losses, [1, 1 / 2, 1 / 3]);
    assert.deepEqual([run.frames.length, run.shown], [4, 3]);
    assert.deepEqual([store.affine.gamma[0], store.affine.beta[0]], [4, -3]);
    run.show(1);
    assert.deepEqual([store.affine.gamma[0], store.affine.beta[0]], [2, -1]);
  });

  it("lets go of γ and β when it stands still, so that axes and sentences are those of the frame", async () => {
    const { store, run } = setUp((_type, asked) => chunk(asked));
    const heard: string[] = [];
    store.subscribe((change) => heard.push(change));
    await run.start(choice, options);
    assert.deepEqual([store.dragging, heard.at(-1)], [false, "released"]);
    run.show(1);
    assert.deepEqual([store.dragging, heard.at(-1)], [false, "released"]);
  });

  it("is forgotten when other data are shown", async () => {
    const { store, run } = setUp((_type, asked) => chunk(asked));
    await run.start(choice, options);
    store.setSnapshot(snapshot({ x: [1, 2, 3] }));
    assert.equal(run.state, "done");
    store.setSnapshot(snapshot({ hue: [1, 2, 4], ash: [1, 5, 6] }));
    assert.deepEqual([run.state, run.frames.length, store.dragging], ["idle", 0, false]);
    assert.deepEqual([...store.affine.gamma], [1, 1]);
  });

  it("goes back to the γ and β from before when the result is thrown away", async () => {
    const { store, run } = setUp((_type, asked) => chunk(asked));
    await run.start(choice, options);
    run.discard();
    assert.deepEqual([store.affine.gamma[0], store.affine.beta[0], store.dragging], [1, 0, false]);
    assert.deepEqual([run.state, run.frames.length], ["idle", 0]);
  });

  it("keeps the frame that is shown", async () => {
    const { host, run } = setUp((type, asked) => (type === "learn/keep" ? undefined : chunk(asked)));
    await run.start(choice, options);
    run.show(2);
    await run.keep();
    const { type, params } = host.requests.at(-1) ?? assert.fail();
    const statistics = { runningMean: Float64Array.of(20), runningVar: Float64Array.of(3) };
    const kept = { step: 2, gamma: Float64Array.of(3), beta: Float64Array.of(-2), ...statistics };
    assert.deepEqual([type, params], ["learn/keep", kept]);
  });

  it("pauses at once, and goes on from there", async () => {
    const { run } = setUp((_type, asked) => {
      if (asked === 2) run.pause();
      return chunk(Math.min(asked, 3));
    });
    await run.start(choice, options);
    assert.equal(run.state, "paused");
    const before = run.frames.length;
    await run.resume();
    assert.equal(run.state, "done");
    assert.ok(run.frames.length > before);
  });

  it("stops where the loss is no longer finite, and says what the host objects to", async () => {
    const diverged = setUp((_type, asked) => (asked < 2 ? chunk(asked) : chunk(2, { hasDiverged: true })));
    await diverged.run.start(choice, options);
    assert.equal(diverged.run.state, "diverged");
    const refused = setUp(() => {
      throw new Error("steps requires a whole number");
    });
    await refused.run.start(choice, options);
    assert.deepEqual([refused.run.state, refused.run.error], ["idle", "steps requires a whole number"]);
  });
});

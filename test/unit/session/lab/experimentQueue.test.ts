import assert from "node:assert/strict";
import { ExperimentQueue } from "../../../../src/session/lab/experimentQueue.ts";
import type { ExperimentsState } from "../../../../src/shared/lab/experiments.ts";
import { defaultLabSettings } from "../../../../src/shared/lab/settings.ts";
import { directCompute, threeClasses } from "./directCompute.ts";

const bias = { id: 7, activation: null } as const;
const question = { change: { shift: 2, scale: 1 }, recomputedAt: null };

function openQueue() {
  const states: ExperimentsState[] = [];
  const queue = new ExperimentQueue(
    directCompute(),
    (state) => states.push(state),
    (failure) => {
      throw failure;
    },
  );
  const run = (...orders: Parameters<ExperimentQueue["run"]>[0][number][]): Promise<void> =>
    queue.run(orders, defaultLabSettings, () => Promise.resolve(threeClasses));
  return { queue, states, run };
}

describe("ExperimentQueue", () => {
  it("runs each experiment once, one after the other, and keeps the newest result of each", async function () {
    this.timeout(60_000);
    const { queue, states, run } = openQueue();
    const first = run(bias, { id: 4, activation: null });
    await run(bias);
    await first;
    assert.deepEqual(
      queue.state.results.map(({ id }) => id),
      [7, 4],
    );
    assert.ok(states.some(({ running, waiting }) => running?.id === 7 && waiting.length === 1));
    await run(bias);
    assert.deepEqual(
      queue.state.results.map(({ id }) => id),
      [4, 7],
    );
  });

  it("says what keeps the data from being trained on, and runs nothing", async () => {
    const { queue } = openQueue();
    const settings = { ...defaultLabSettings, target: "nowhere" };
    await queue.run([bias], settings, () => Promise.resolve(threeClasses));
    assert.match(queue.state.failure ?? "", /target "nowhere"/);
    assert.deepEqual([queue.state.running, queue.state.waiting, queue.state.results], [null, [], []]);
  });

  it("has no networks to move rows for before experiment 9 was run", async () => {
    assert.equal(await openQueue().queue.shift(question), null);
  });
});

import assert from "node:assert/strict";
import type { ExperimentResult } from "../../../../src/shared/lab/experiments.ts";
import { defaultLabSettings, type LabSettings } from "../../../../src/shared/lab/settings.ts";
import { LabStore, type LabHost } from "../../../../webview/lab/labStore.ts";

function openStore(): { store: LabStore; changes: () => number } {
  const host: LabHost = { request: () => new Promise(() => undefined), on: () => () => undefined };
  const store = new LabStore(host, null, () => undefined);
  let count = 0;
  store.subscribe(() => count++);
  return { store, changes: () => count };
}

describe("a field that is left with a text that cannot be taken", () => {
  it("says what was wrong and what it is again, and keeps Run waiting no longer", () => {
    const { store, changes } = openStore();
    store.setTyping("width", "width requires a whole number from 1 to 1000, got 0");
    store.takeBack("width", "100");
    assert.equal(store.typing.size, 0);
    assert.equal(store.takenBack.get("width"), "width requires a whole number from 1 to 1000, got 0. It is 100 again.");
    assert.equal(changes(), 2);
  });

  it("says it until the field is typed in again", () => {
    const { store, changes } = openStore();
    store.setTyping("width", "no");
    store.takeBack("width", "100");
    store.setTyping("width", null);
    assert.equal(store.takenBack.size, 0);
    assert.equal(changes(), 3, "the page is told that the word has gone");
  });

  it("says nothing where nothing was wrong", () => {
    const { store, changes } = openStore();
    store.takeBack("width", "100");
    assert.deepEqual([store.takenBack.size, changes()], [0, 0]);
  });
});

describe("the legend", () => {
  it("has a network that only an experiment draws, where the experiments are shown", () => {
    const { store } = openStore();
    const at = Float64Array.of(1);
    const line = { role: "layerNorm", dash: "solid", label: "", x: at, y: at, low: at, high: at } as const;
    const chart = { caption: "c", xName: "x", logX: false, logY: true, share: false, dots: true, lines: [line] };
    const result: ExperimentResult = {
      id: 1,
      activation: null,
      verdict: "holds",
      sentence: "",
      charts: [chart],
      table: [],
      settings: defaultLabSettings,
      dataName: "digits.csv",
      seeds: 3,
      elapsedMs: 1,
    };
    store.takeExperiments({ results: [result], running: null, waiting: [], failure: null });
    assert.deepEqual(store.shownNetworks, ["plain", "batchNorm"]);
    store.look({ tab: "experiments" });
    assert.deepEqual(store.shownNetworks, ["plain", "batchNorm", "layerNorm"]);
  });
});

describe("a setting that is changed while the host answers for the one before", () => {
  /** A store whose host answers when the test says so. */
  function openAsked() {
    const answers: (() => void)[] = [];
    const sent: unknown[] = [];
    const request = (_type: string, params?: unknown): Promise<never> => {
      sent.push(params);
      return new Promise<void>((resolve) => answers.push(resolve)) as Promise<never>;
    };
    const host: LabHost = { request, on: () => () => undefined };
    const store = new LabStore(host, null, () => undefined);
    const hostSays = (settings: Partial<LabSettings>): void => {
      store.takeSettings({ settings: { ...defaultLabSettings, ...settings }, data: null, sources: [] });
    };
    const answer = async (n: number): Promise<void> => {
      answers[n]();
      await new Promise(setImmediate);
    };
    return { store, sent, hostSays, answer };
  }

  it("is kept, and is in what is sent next", async () => {
    const { store, sent, hostSays, answer } = openAsked();
    store.change({ depth: 5 });
    store.change({ learningRate: 10 });
    hostSays({ depth: 5 });
    await answer(0);
    assert.equal(store.settings.learningRate, 10, "what the host said is from before the change");
    store.change({ seeds: 1 });
    assert.deepEqual(sent.at(-1), { ...defaultLabSettings, depth: 5, learningRate: 10, seeds: 1 });
  });

  it("is what the host makes of it, once it has answered", async () => {
    const { store, hostSays, answer } = openAsked();
    store.change({ depth: 5 });
    store.change({ batchSize: 2000 });
    hostSays({ depth: 5 });
    await answer(0);
    hostSays({ depth: 5, batchSize: 32 });
    assert.equal(store.settings.batchSize, 2000);
    await answer(1);
    assert.equal(store.settings.batchSize, 32);
    hostSays({ depth: 2 });
    assert.equal(store.settings.depth, 2, "what the host changes by itself is shown at once");
  });
});

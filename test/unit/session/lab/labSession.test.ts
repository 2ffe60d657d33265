import assert from "node:assert/strict";
import { LabSession, type LabListener } from "../../../../src/session/lab/labSession.ts";
import { RunPace } from "../../../../src/session/lab/runPace.ts";
import type { ReadSource } from "../../../../src/session/lab/sourceReader.ts";
import type { ExperimentResult } from "../../../../src/shared/lab/experiments.ts";
import { defaultSweep, noSweep, type SweepState } from "../../../../src/shared/lab/sweep.ts";
import { parseRecord, parseResults, parseSweep, stringifyRecord } from "../../../../src/shared/lab/record.ts";
import { labLink, labQuery, openedSettings } from "../../../../src/shared/lab/link.ts";
import { defaultLabSettings, type LabSettings } from "../../../../src/shared/lab/settings.ts";
import { directCompute, threeClasses } from "./directCompute.ts";

const small: LabSettings = { ...defaultLabSettings, width: 4, depth: 2, batchSize: 16, steps: 40, seeds: 1 };

function openSession(readSource: ReadSource = () => Promise.resolve(threeClasses), pace = new RunPace()) {
  const broken = { now: false };
  const asked = { together: 0 };
  const states: string[] = [];
  const shown: (number | null)[] = [];
  const failures: string[] = [];
  let onState: (() => void) | undefined;
  const listener: LabListener = {
    settingsChanged: () => undefined,
    runChanged: (run) => shown.push(run?.info.id ?? null),
    framesArrived: () => undefined,
    traceArrived: () => undefined,
    statusChanged: ({ state }) => {
      states.push(state);
      onState?.();
    },
    failed: ({ message }) => failures.push(message),
  };
  const session = new LabSession(directCompute(broken, asked), listener, readSource, pace);
  const reach = (state: string): Promise<void> =>
    new Promise((resolve) => {
      onState = () => {
        if (session.status.state === state) resolve();
      };
      onState();
    });
  return { session, broken, asked, failures, shown, reach };
}

describe("LabSession", () => {
  it("has the first picture before anything was trained, and runs to the end", async () => {
    const { session, reach } = openSession();
    await session.setSettings(small);
    assert.equal(session.data?.target, "label");
    assert.equal(session.run?.frames.length, 1);
    await session.start();
    await reach("finished");
    assert.equal(session.run.frames.at(-1)?.step, 40);
  });

  it("makes a run that has not begun anew with every setting, and keeps one that has", async () => {
    const { session } = openSession();
    await session.setSettings(small);
    await session.setSettings({ ...small, depth: 3 });
    assert.equal(session.run?.info.settings.depth, 3);
    await session.step();
    await session.setSettings({ ...small, depth: 1 });
    assert.equal(session.run.info.settings.depth, 3);
    assert.equal(session.status.state, "paused");
    await session.reset();
    assert.equal(session.run.info.settings.depth, 1);
    assert.equal(session.status.step, 0);
  });

  it("does not start with settings that have a problem, and keeps what it shows", async () => {
    const { session } = openSession();
    await session.setSettings(small);
    await session.setSettings({ ...small, batchSize: 64 });
    await session.start();
    assert.equal(session.status.step, 0);
    assert.equal(session.run?.info.settings.batchSize, 16);
  });

  it("opens few rows on a batch that fits them, and gives the usual one back to many", async () => {
    const rows = Array.from({ length: 200 }, (_, n) => `${n % 7},${n % 2 ? "a" : "b"}`);
    const many = { ...threeClasses, text: `x,label\n${rows.join("\n")}\n` };
    const { session, reach } = openSession((source) => Promise.resolve(source === "iris" ? many : threeClasses));
    const usual: LabSettings = { ...small, batchSize: 64, source: "selection" };
    await session.setSettings(usual);
    assert.equal(session.data?.trainingRows, 48);
    assert.equal(session.settings.batchSize, 16);
    await session.start();
    await reach("finished");
    await session.setSettings({ ...session.settings, source: "iris" });
    assert.equal(session.settings.batchSize, 64);
    await session.setSettings({ ...session.settings, source: "selection", validationShare: 0.9 });
    assert.equal(session.settings.batchSize, 2);
  });

  it("leaves a batch size that was chosen as it is", async () => {
    const { session } = openSession();
    await session.setSettings({ ...small, batchSize: 20 });
    await session.setSettings({ ...small, batchSize: 20, validationShare: 0.8 });
    assert.equal(session.settings.batchSize, 20);
  });

  it("says how long a run will take, and a later lab of the window knows it from what that run took", async () => {
    const pace = new RunPace();
    const wide: LabSettings = { ...small, width: 60, steps: 200, seeds: 2 };
    const first = openSession(undefined, pace);
    await first.session.setSettings(wide);
    const guess = first.session.status.expectedMs ?? 0;
    assert.ok(guess > 0);
    await first.session.start();
    await first.reach("finished");
    const taken = first.session.status.elapsedMs;
    const second = openSession(undefined, pace);
    await second.session.setSettings(wide);
    const expected = second.session.status.expectedMs ?? 0;
    assert.ok(expected > taken / 3 && expected < taken * 3, `expected ${expected} ms, the run before took ${taken}`);
    await second.session.setSettings({ ...wide, steps: 2000 });
    assert.ok((second.session.status.expectedMs ?? 0) > 3 * expected);
  });

  it("stops where it is paused, and goes on from there", async () => {
    const { session, reach } = openSession();
    await session.setSettings({ ...small, steps: 4000 });
    await session.start();
    session.pause();
    const { step } = session.status;
    assert.equal(session.status.state, "paused");
    assert.ok(step < 4000);
    await session.setSettings({ ...small, steps: 4000, depth: 3 });
    await session.start();
    await reach("finished");
    assert.equal(session.status.step, 4000);
  });

  it("takes so many steps a second as a person wants to watch, and shows every tenth of a second of them", async () => {
    const { session, reach } = openSession();
    await session.setSettings({ ...small, steps: 100 });
    session.setSpeed(200);
    const began = performance.now();
    await session.start();
    await reach("finished");
    const taken = performance.now() - began;
    assert.ok(taken > 350, `100 steps at 200 a second took ${taken} ms`);
    assert.deepEqual(
      session.run?.frames.map(({ step }) => step).filter((step) => step % 20 === 0),
      [0, 20, 40, 60, 80, 100],
    );
  });

  it("has one turn only when it is paused and goes on at once", async () => {
    const { session, reach, asked } = openSession();
    await session.setSettings({ ...small, steps: 4000 });
    await session.start();
    session.pause();
    await session.start();
    await reach("finished");
    // What the first turn had asked for comes home beside the second one's first; from then on there is one at a time.
    assert.ok(asked.together <= 1, `${asked.together} times two at once`);
  });

  it("keeps the settings and the run so far when the thread breaks, and runs again", async () => {
    const { session, broken, failures, reach } = openSession();
    await session.setSettings(small);
    await session.step();
    broken.now = true;
    await session.step();
    assert.deepEqual(failures, ["the thread broke"]);
    assert.equal(session.status.failure, "the thread broke");
    assert.equal(session.run?.frames.length, 2);
    broken.now = false;
    await session.setSettings(session.settings);
    await session.start();
    await reach("finished");
    assert.equal(session.status.failure, null);
  });

  it("shows a kept run again after a reload, not running, and can begin a new one", async () => {
    const first = openSession();
    await first.session.setSettings(small);
    await first.session.start();
    await first.reach("finished");
    const kept = parseRecord(stringifyRecord(first.session.run));
    assert.deepEqual(kept, first.session.run);
    const second = openSession();
    await second.session.restore(small, kept);
    assert.deepEqual(second.shown, [kept?.info.id], "a page that was there first is told of the run");
    assert.equal(second.session.status.state, "finished");
    assert.equal(second.session.status.step, 40);
    await second.session.start();
    await second.reach("finished");
    assert.deepEqual(second.session.run?.frames.at(-1)?.networks[0].loss, kept?.frames.at(-1)?.networks[0].loss);
  });
});

describe("a link to the lab", () => {
  it("carries the data's name and the settings that differ from the defaults", () => {
    const settings: LabSettings = {
      ...defaultLabSettings,
      source: "selection",
      activation: "relu",
      learningRate: 0.3,
      dropBias: false,
    };
    const query = labQuery(settings, "my rows.csv");
    assert.equal(query, "source=selection&data=my+rows.csv&activation=relu&dropBias=false&learningRate=0.3");
    assert.deepEqual(labLink(query), { settings, dataName: "my rows.csv" });
    assert.equal(labQuery(defaultLabSettings, "my rows.csv"), "source=digits");
    assert.deepEqual(labLink("source=iris"), { settings: { ...defaultLabSettings, source: "iris" }, dataName: null });
  });

  it("takes a selection of that name, and the digits with a target of their own where there is none", () => {
    const settings: LabSettings = { ...defaultLabSettings, source: "selection", target: "label", depth: 5 };
    const link = labLink(labQuery(settings, "three.csv"));
    assert.deepEqual(openedSettings(link, "three.csv"), settings);
    for (const other of [null, "four.csv"]) {
      assert.deepEqual(openedSettings(link, other), { ...settings, source: "digits", target: "" });
    }
  });

  it("takes nothing that is not a setting", () => {
    const { settings } = labLink("depth=many&evil=1&steps=&width=20");
    assert.deepEqual(settings, { ...defaultLabSettings, width: 20 });
  });
});

describe("a kept run", () => {
  it("has experiments and a sweep beside it, that come back as they were, not running", () => {
    const chart = { caption: "c", xName: "x", logX: false, logY: true, share: false, dots: true, lines: [] };
    const result: ExperimentResult = {
      id: 4,
      activation: null,
      verdict: "partly",
      sentence: "s",
      charts: [chart],
      table: [["a"], ["b"]],
      settings: small,
      dataName: "three.csv",
      seeds: 3,
      elapsedMs: 5,
    };
    assert.deepEqual(parseResults(stringifyRecord([result])), [result]);
    const network = { loss: Float64Array.of(1, NaN), low: Float64Array.of(1, NaN), high: Float64Array.of(1, NaN) };
    const ended = { ...network, endLoss: NaN, diverged: 3, divergedAt: 2, stuck: false, trained: false };
    const cell = { row: 1, column: 2, networks: [ended, ended] } as const;
    const sweep: SweepState = { ...noSweep, spec: defaultSweep, settings: small, cells: [cell] };
    const running = { ...sweep, running: { row: 0, column: 0 } };
    const read = parseSweep(stringifyRecord(running));
    assert.equal(read?.running, null);
    assert.deepEqual(read.cells, sweep.cells);
    assert.deepEqual([parseResults("{"), parseResults("[1, null]"), parseSweep("[]")], [[], [], null]);
  });

  it("is null for a text that is none", () => {
    assert.deepEqual(["", "{", "null", "[]", '{"info":1}'].map(parseRecord), [null, null, null, null, null]);
  });
});

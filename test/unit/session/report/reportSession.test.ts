import assert from "node:assert/strict";
import type { Compute, ComputeName } from "../../../../src/session/compute/compute.ts";
import { ReportSession } from "../../../../src/session/report/reportSession.ts";
import type { ReportInput, TextSource } from "../../../../src/session/report/reportInput.ts";
import { Failure } from "../../../../src/shared/messages/failure.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { defaultReading } from "../../../../src/shared/report/reading.ts";
import type { ReportFailure } from "../../../../src/shared/report/protocol.ts";
import type { LiveState, ReportSnapshot } from "../../../../src/shared/report/report.ts";
import { analysisOf, datasetInfo } from "../analysisFixture.ts";

/** A compute whose replies a test can hold back or make fail. */
class FakeCompute implements Compute {
  isAlive = true;
  readonly asked: ComputeName[] = [];
  cancels = 0;
  failure: Failure | null = null;
  #release: (() => void)[] = [];
  #holding = false;

  request(type: ComputeName): Promise<never> {
    this.asked.push(type);
    const value = type === "dataset/open" ? datasetInfo : type === "dataset/analyze" ? analysisOf(["a", "b"]) : null;
    return new Promise((resolve, reject) => {
      const settle = () => {
        if (this.failure !== null) reject(this.failure);
        else resolve(value as never);
      };
      if (this.#holding) this.#release.push(settle);
      else settle();
    });
  }

  hold(): void {
    this.#holding = true;
  }

  release(): void {
    this.#holding = false;
    for (const settle of this.#release.splice(0)) settle();
  }

  cancel(): void {
    this.cancels++;
    this.failure = new Failure({ kind: "cancelled", code: "CANCELLED", message: "cancelled", place: null });
    this.release();
    this.failure = null;
  }

  dispose(): void {
    this.cancel();
  }
}

class FakeSource implements TextSource {
  readonly uri: string;
  readonly name = "iris.csv";
  readonly languageId = "csv";
  version = 1;

  constructor(uri = "file:///iris.csv") {
    this.uri = uri;
  }

  getText(): string {
    return `version ${this.version}`;
  }
}

function setUp() {
  const compute = new FakeCompute();
  const snapshots: ReportSnapshot[] = [];
  const failures: (ReportFailure | null)[] = [];
  const live: LiveState[] = [];
  const session = new ReportSession(compute, {
    snapshotChanged: (snapshot) => snapshots.push(snapshot),
    failureChanged: (failure) => failures.push(failure),
    liveChanged: (state) => live.push(state),
  });
  return { compute, session, snapshots, failures, live };
}

const inputOf = (source: TextSource): ReportInput => ({
  source,
  selections: [{ start: 0, end: 9 }],
  options: defaultReportOptions,
  reading: defaultReading,
});

const inputFailure = new Failure({ kind: "input", code: "RAGGED", message: "line 4", place: null });
const settled = () => new Promise((resolve) => setTimeout(resolve, 400));

describe("ReportSession", () => {
  it("reads and analyzes, and counts its snapshots", async () => {
    const { session, compute, snapshots } = setUp();
    await session.open(inputOf(new FakeSource()));
    await session.open(inputOf(new FakeSource()));
    assert.deepEqual(compute.asked, ["dataset/open", "dataset/analyze", "dataset/open", "dataset/analyze"]);
    assert.deepEqual(
      snapshots.map(({ revision }) => revision),
      [1, 2],
    );
  });

  it("does not read again when only an option changes", async () => {
    const { session, compute, snapshots } = setUp();
    await session.open(inputOf(new FakeSource()));
    await session.setOptions({ eps: 0.5 });
    assert.deepEqual(compute.asked, ["dataset/open", "dataset/analyze", "dataset/analyze"]);
    assert.equal(snapshots.at(-1)?.options.eps, 0.5);
  });

  it("reads again when missing values are to be treated otherwise", async () => {
    const { session, compute } = setUp();
    await session.open(inputOf(new FakeSource()));
    await session.setOptions({ missingValues: "ignore" });
    assert.equal(compute.asked.filter((type) => type === "dataset/open").length, 2);
  });

  it("keeps the last good snapshot when an input fails, and leaves the telling to the caller", async () => {
    const { session, compute, failures } = setUp();
    const good = await session.open(inputOf(new FakeSource()));
    compute.failure = inputFailure;
    await assert.rejects(session.open(inputOf(new FakeSource("file:///bad.csv"))), inputFailure);
    assert.equal(session.snapshot, good);
    assert.deepEqual(failures, []);
  });

  it("goes on with the report shown where the new one needs an answer first", async () => {
    const { session, compute } = setUp();
    await session.open(inputOf(new FakeSource()));
    compute.failure = new Failure({ kind: "input", code: "SEVERAL_TENSORS", message: "which?", place: null });
    await assert.rejects(session.open({ ...inputOf(new FakeSource("file:///b.json")), asksIfSeveral: true }));
    compute.failure = null;
    await session.setOptions({ eps: 0.5 });
    assert.equal(session.source?.uri, "file:///iris.csv");
  });

  it("shows the failure of a thread, and takes it back when a retry succeeds", async () => {
    const { session, compute, failures } = setUp();
    await session.open(inputOf(new FakeSource()));
    compute.failure = new Failure({ kind: "stopped", code: "THREAD_ENDED", message: "gone", place: null });
    await assert.rejects(session.open(inputOf(new FakeSource())));
    assert.deepEqual(failures, [{ message: "gone", canRetry: true }]);
    compute.failure = null;
    await session.retry();
    assert.equal(failures.at(-1), null);
  });

  it("changes nothing when an option is not valid", async () => {
    const { session, compute } = setUp();
    await session.open(inputOf(new FakeSource()));
    await assert.rejects(session.setOptions({ eps: -1 }), { kind: "option", field: "eps" });
    assert.equal(session.snapshot?.options.eps, 1e-5);
    assert.equal(compute.asked.length, 2);
  });

  it("reads again where the thread that held the values has ended meanwhile", async () => {
    const { session, compute } = setUp();
    await session.open(inputOf(new FakeSource()));
    await session.query("dataset/heatMap", { width: 1, height: 1 });
    assert.deepEqual(compute.asked, ["dataset/open", "dataset/analyze", "dataset/heatMap"]);
    compute.isAlive = false;
    await session.query("dataset/heatMap", { width: 1, height: 1 });
    assert.deepEqual(compute.asked.slice(3), ["dataset/open", "dataset/analyze", "dataset/heatMap"]);
    await session.setOptions({ eps: 0.1 });
    assert.deepEqual(compute.asked.slice(6), ["dataset/open", "dataset/analyze"]);
  });

  it("lets a newer run overtake an older one", async () => {
    const { session, compute, snapshots } = setUp();
    compute.hold();
    const overtaken = assert.rejects(session.open(inputOf(new FakeSource("file:///old.csv"))), { kind: "cancelled" });
    await session.open(inputOf(new FakeSource("file:///new.csv")));
    await overtaken;
    assert.deepEqual(
      snapshots.map(({ source }) => source.uri),
      ["file:///new.csv"],
    );
  });

  it("leaves no trace of a run that was cancelled", async () => {
    const { session, compute, failures } = setUp();
    const good = await session.open(inputOf(new FakeSource()));
    compute.hold();
    const cancelled = assert.rejects(session.open(inputOf(new FakeSource("file:///big.csv"))), { kind: "cancelled" });
    session.cancel();
    await cancelled;
    assert.equal(session.snapshot, good);
    assert.equal(session.source?.uri, "file:///iris.csv");
    assert.deepEqual(failures, []);
  });

  it("says after half a second what it is busy with", async () => {
    const { session, compute } = setUp();
    compute.hold();
    const opened = session.open(inputOf(new FakeSource()));
    const busyWith = (): string | undefined => session.progress?.name;
    assert.equal(busyWith(), undefined);
    await new Promise((resolve) => setTimeout(resolve, 550));
    assert.equal(busyWith(), "iris.csv");
    compute.release();
    await opened;
    assert.equal(busyWith(), undefined);
  });

  it("follows the document while it is live", async () => {
    const { session, snapshots } = setUp();
    const source = new FakeSource();
    await session.open(inputOf(source));
    source.version = 2;
    session.live.documentChanged(source.uri, [{ offset: 5, length: 0, insertedLength: 3 }]);
    await settled();
    assert.equal(snapshots.length, 2);
    assert.deepEqual(session.restoreState?.selections, [{ start: 0, end: 12 }]);
  });

  it("says that it is stale while it is not live, and catches up when it is again", async () => {
    const { session, snapshots, live } = setUp();
    const source = new FakeSource();
    await session.open(inputOf(source));
    session.live.set(false);
    source.version = 2;
    session.live.documentChanged(source.uri, [{ offset: 5, length: 0, insertedLength: 3 }]);
    await settled();
    assert.equal(snapshots.length, 1);
    assert.deepEqual(live, ["paused", "stale"]);
    session.live.set(true);
    await settled();
    assert.equal(snapshots.length, 2);
    assert.equal(snapshots[1].live, "follows");
  });

  it("shows in the page what is wrong while the person types", async () => {
    const { session, compute, failures } = setUp();
    const source = new FakeSource();
    await session.open(inputOf(source));
    compute.failure = inputFailure;
    source.version = 2;
    session.live.documentChanged(source.uri, [{ offset: 5, length: 1, insertedLength: 0 }]);
    await settled();
    assert.deepEqual(failures, [{ message: "line 4", canRetry: false }]);
  });

  it("ignores changes of other documents", async () => {
    const { session, compute } = setUp();
    await session.open(inputOf(new FakeSource()));
    session.live.documentChanged("file:///other.csv", [{ offset: 0, length: 0, insertedLength: 1 }]);
    await settled();
    assert.equal(compute.asked.length, 2);
  });

  it("keeps γ and β while it follows the document, and forgets them with another one", async () => {
    const { session } = setUp();
    await session.open({ ...inputOf(new FakeSource()), gamma: 3 });
    session.setAffine({ feature: 0, gamma: 2, beta: 1 });
    await session.retry();
    assert.deepEqual([...(session.snapshot?.features.gamma ?? [])], [2, 3]);
    await session.open(inputOf(new FakeSource("file:///other.csv")));
    assert.deepEqual([...(session.snapshot?.features.gamma ?? [])], [1, 1]);
  });
});

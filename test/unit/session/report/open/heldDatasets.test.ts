import assert from "node:assert/strict";
import type { Compute, ComputeName, ComputeRequests } from "../../../../../src/session/compute/compute.ts";
import { boundHeld } from "../../../../../src/session/report/open/boundHeld.ts";
import { ReportSession } from "../../../../../src/session/report/reportSession.ts";
import { defaultReportOptions } from "../../../../../src/shared/options.ts";
import { defaultReading } from "../../../../../src/shared/report/reading.ts";
import { DirectCompute } from "../../directCompute.ts";

/** A compute whose thread ends when it is cancelled, and starts again with the next request. */
class EndingCompute implements Compute {
  #server = new DirectCompute();
  #lives = false;
  readonly all: ComputeName[] = [];

  get isAlive(): boolean {
    return this.#lives;
  }

  request<K extends ComputeName>(type: K, params: ComputeRequests[K]["params"]) {
    this.#lives = true;
    this.all.push(type);
    return this.#server.request(type, params);
  }

  cancel(): void {
    this.#lives = false;
    this.#server = new DirectCompute();
  }

  dispose(): void {
    this.cancel();
  }
}

async function openSession(rows: number) {
  const compute = new EndingCompute();
  const session = new ReportSession(compute);
  const text = `a,b\n${Array.from({ length: rows }, (_, n) => `${n},${n * n}\n`).join("")}`;
  const source = {
    uri: `file:///${rows}.csv`,
    name: `${rows}.csv`,
    languageId: "csv",
    version: 1,
    getText: () => text,
  };
  await session.open({ source, selections: [], options: defaultReportOptions, reading: defaultReading });
  return { session, compute, source };
}

const firstValues = { feature: 1, start: 0, count: 3 };

describe("a report whose values are no longer in memory", () => {
  it("shows what it showed, and reads them again once for all who ask", async () => {
    const { session, compute } = await openSession(5);
    session.setAffine({ feature: 0, gamma: 3 });
    const { snapshot, info } = session;
    assert.equal(session.release(), true);
    assert.deepEqual([session.isHeld, session.live.isCurrent], [false, true]);
    assert.equal(session.info, info);
    assert.equal(session.snapshot, snapshot);
    compute.all.length = 0;
    const [page, { less }] = await Promise.all([
      session.query("dataset/values", firstValues),
      session.query("dataset/rank", { feature: 1, index: 2 }),
    ]);
    assert.deepEqual(Array.from(page.x), [0, 1, 4]);
    assert.equal(less, 2);
    assert.equal(compute.all.filter((type) => type === "dataset/open").length, 1);
    assert.deepEqual(Array.from(session.snapshot?.features.gamma ?? []), [3, 1]);
    assert.deepEqual(session.history.undo, "γ of a");
  });

  it("keeps them while a question is under way", async () => {
    const { session } = await openSession(5);
    const page = session.query("dataset/values", firstValues);
    assert.equal(session.release(), false);
    assert.deepEqual(Array.from((await page).x), [0, 1, 4]);
    assert.equal(session.release(), true);
  });

  it("keeps them where it does not follow its text: they might be gone there", async () => {
    const { session, source } = await openSession(5);
    session.live.set(false);
    source.version++;
    assert.equal(session.release(), false);
    assert.equal(session.isHeld, true);
  });
});

describe("boundHeld", () => {
  it("frees those that are needed least, and none twice", async () => {
    const sessions = await Promise.all([3, 4, 5, 6].map(async (rows) => (await openSession(rows)).session));
    boundHeld(sessions, 2);
    assert.deepEqual(
      sessions.map(({ isHeld }) => isHeld),
      [true, true, false, false],
    );
    await sessions[3].query("dataset/values", firstValues);
    boundHeld([sessions[3], ...sessions.slice(0, 3)], 2);
    assert.deepEqual(
      sessions.map(({ isHeld }) => isHeld),
      [true, false, false, true],
    );
  });
});

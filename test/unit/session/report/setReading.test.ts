import assert from "node:assert/strict";
import { acceptOffer } from "../../../../src/session/report/acceptOffer.ts";
import { withSettings } from "../../../../src/session/report/reportInput.ts";
import { readOptionsOf, offeredReading } from "../../../../src/session/options/reading.ts";
import { defaultReading } from "../../../../src/shared/report/reading.ts";
import { open } from "../openReport.ts";

const embeddings = JSON.stringify([1, 2, 3].map((n) => ({ loss: n, v: [n, 2 * n, n * n], w: [n, 1, 5 - n] })));

describe("acceptOffer", () => {
  it("reads the document again as a notice offers, and says so in the reading", async () => {
    const { session } = await open(embeddings, "json");
    const { snapshot } = session;
    assert.ok(snapshot);
    const notice = snapshot.notices.findIndex(({ offers }) => offers.length > 0);
    assert.ok(notice >= 0, "a notice with an offer");
    await acceptOffer(session, { revision: snapshot.revision, notice, offer: 0 });
    assert.ok(session.snapshot && session.snapshot.features.names.length < snapshot.features.names.length);
    assert.deepEqual(
      session.snapshot.reading.exclude,
      snapshot.features.names.filter((name) => !session.snapshot?.features.names.includes(name)),
    );
    await session.tryChange((input) => withSettings(input, { reading: { exclude: [] } }));
    assert.deepEqual(session.snapshot.features.names, snapshot.features.names);
  });

  it("goes from one of several offers to another", async () => {
    const { session } = await open(embeddings, "json");
    const accept = async (offer: number): Promise<readonly string[]> => {
      const { notices = [], revision = 0 } = session.snapshot ?? {};
      const notice = notices.findIndex(({ offers }) => offers.length > 1);
      await acceptOffer(session, { revision, notice, offer });
      return session.snapshot?.features.names ?? [];
    };
    const first = await accept(0);
    const second = await accept(1);
    assert.ok(first.length > 0 && second.length > 0 && !second.some((name) => first.includes(name)));
  });

  it("leaves out a column that could be the class of the rows", async () => {
    const rows = Array.from({ length: 30 }, (_, n) => `${n / 4},${(n * 7) % 11},${n % 3}`);
    const { session } = await open(`a,b,class\n${rows.join("\n")}\n`);
    const { notices = [], revision = 0 } = session.snapshot ?? {};
    const notice = notices.findIndex(({ code }) => code === "LABEL_COLUMN");
    assert.deepEqual(notices[notice].offers, ["Leave out class"]);
    await acceptOffer(session, { revision, notice, offer: 0 });
    assert.deepEqual(session.snapshot?.features.names, ["a", "b"]);
  });

  it("does nothing for an offer of an older report, or one that is none", async () => {
    const { session } = await open(embeddings, "json");
    const revision = session.snapshot?.revision ?? 0;
    await acceptOffer(session, { revision: revision - 1, notice: 0, offer: 0 });
    await acceptOffer(session, { revision, notice: 99, offer: 0 });
    assert.equal(session.snapshot?.revision, revision);
  });
});

describe("setReading", () => {
  it("leaves the report and its reading where the document cannot be read so", async () => {
    const { session } = await open("a,b\n1,x\n2,y\n");
    await assert.rejects(
      session.tryChange((input) => withSettings(input, { reading: { exclude: ["a"] } })),
      { kind: "input" },
    );
    assert.equal(session.failure, null);
    await session.setOptions({ eps: 0 });
    assert.deepEqual([session.snapshot?.features.names, session.snapshot?.reading], [["a"], defaultReading]);
  });
});

describe("offeredReading", () => {
  it("knows the delimiter by its name, and adds to what is left out", () => {
    const current = { ...defaultReading, exclude: ["a"] };
    const offer = { label: "", change: { delimiter: ";", exclude: ["b", "a"], header: "absent" } } as const;
    const reading = offeredReading(current, offer, ["b", "c"]);
    assert.deepEqual(reading, { ...defaultReading, delimiter: "semicolon", exclude: ["a", "b"], header: "absent" });
    assert.deepEqual(readOptionsOf(reading), { delimiter: ";", exclude: ["a", "b"], header: "absent" });
  });
});

import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { acceptOffer } from "../../../../src/session/report/acceptOffer.ts";
import type { ReportSession } from "../../../../src/session/report/reportSession.ts";
import { defaultReading } from "../../../../src/shared/report/reading.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { normalizeBytes } from "../bothWays.ts";
import { open } from "../openReport.ts";

/** Three sequences of 2 channels and up to 4 positions, with zeros behind their ends. */
const lengths = [4, 1, 2];
const x = lengths.map((length, n) =>
  [0, 1].map((c) => Array.from({ length: 4 }, (_, l) => (l < length ? 10 * c + 3 * n + l * l : 0))),
);

/** Mean and biased variance of a channel over what is no padding. */
function momentsOf(c: number): [mean: number, variance: number] {
  const values = x.flatMap((sample, n) => sample[c].slice(0, lengths[n]));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length];
}

const near = (got: ArrayLike<number>, expected: readonly number[]): void => {
  expected.forEach((value, i) => {
    assert.ok(Math.abs(got[i] - value) < 1e-12, `${i}: got ${got[i]}, expected ${value}`);
  });
};

async function accept(session: ReportSession, code: string): Promise<void> {
  const { revision, notices } = session.snapshot ?? assert.fail();
  const notice = notices.findIndex((it) => it.code === code);
  assert.deepEqual(notices[notice]?.offers.length, 1, `${code} in ${notices.map((it) => it.code).join()}`);
  await acceptOffer(session, { revision, notice, offer: 0 });
}

const beside: Readonly<Record<string, unknown>> = {
  lengths,
  mask: lengths.map((length) => Array.from({ length: 4 }, (_, l) => l < length)),
  src_key_padding_mask: lengths.map((length) => Array.from({ length: 4 }, (_, l) => Number(l >= length))),
};

describe("padding", () => {
  for (const [name, value] of Object.entries(beside)) {
    it(`is said of ${name} beside the tensor, and left out and counted again by one click`, async () => {
      const { session } = await open(JSON.stringify({ [name]: value, x }), "json");
      const all = session.snapshot ?? assert.fail();
      assert.deepEqual([...all.features.count], [12, 12]);
      assert.ok(!all.notices.some(({ code }) => code === "MANY_ZEROS" || code === "LARGEST_OF_SEVERAL"));
      await accept(session, "PADDING_FOUND");
      const { features, reading } = session.snapshot ?? assert.fail();
      assert.equal(reading.mask, name);
      assert.deepEqual([...features.count], [7, 7]);
      near(features.mean, [momentsOf(0)[0], momentsOf(1)[0]]);
      near(features.variance, [momentsOf(0)[1], momentsOf(1)[1]]);
      await accept(session, "PADDING_LEFT_OUT");
      assert.deepEqual([...(session.snapshot?.features.count ?? [])], [12, 12]);
    });
  }

  it("stays as it is in what is written", async () => {
    const text = JSON.stringify({
      x: x.map((sample) => sample.map((row) => row.map((value) => value || 0.5))),
      lengths,
    });
    const { session } = await open(text, "json", { reading: { ...defaultReading, mask: "lengths" } });
    const { gamma, beta } = session.snapshot?.features ?? assert.fail();
    const { data } = await session.query("dataset/output", { gamma, beta });
    assert.deepEqual([...data.subarray(9, 12)], [0.5, 0.5, 0.5]);
    const { starts } = await session.query("dataset/edits", { gamma, beta, digits: 6 });
    assert.equal(starts.length, 14);
  });

  it("lies on the positions of the layout, channels last as well", async () => {
    const last = x.map((sample) => [0, 1, 2, 3].map((l) => [sample[0][l], sample[1][l]]));
    const options = { ...defaultReportOptions, layout: "channelsLast" } as const;
    const { session } = await open(JSON.stringify({ x: last, lengths }), "json", { options });
    await accept(session, "PADDING_FOUND");
    const { features } = session.snapshot ?? assert.fail();
    near(features.mean, [momentsOf(0)[0], momentsOf(1)[0]]);
    // With the channels on axis 1 there are 2 positions, and lengths of 4 are none of theirs.
    await session.setOptions({ layout: "channelsFirst" });
    assert.deepEqual([...(session.snapshot?.features.count ?? [])], [6, 6, 6, 6]);
  });

  it("is none where every position counts", async () => {
    const { session } = await open(JSON.stringify({ x, lengths: [4, 4, 4] }), "json");
    assert.ok(!session.snapshot?.notices.some(({ code }) => code === "PADDING_FOUND"));
  });

  it("is said to be none where nothing of that name marks any", async () => {
    const { session } = await open(JSON.stringify({ x, lengths }), "json", {
      reading: { ...defaultReading, mask: "m" },
    });
    await accept(session, "NO_PADDING");
    await accept(session, "PADDING_FOUND");
    assert.deepEqual([...(session.snapshot?.features.count ?? [])], [7, 7]);
  });

  it("is that of the samples that are selected", async () => {
    const text = JSON.stringify({ x, lengths });
    const start = text.indexOf(JSON.stringify(x[1]));
    const selections = [{ start, end: text.indexOf(JSON.stringify(x[2])) + 20 }];
    const { session } = await open(text, "json", { selections, reading: { ...defaultReading, mask: "lengths" } });
    assert.deepEqual([...(session.snapshot?.features.count ?? [])], [3, 3]);
  });

  it("is left out of a file that is read by itself, text or .npz", async () => {
    const array = (values: Iterable<number>, shape: string, type: string): Buffer => {
      const header = `{'descr': '${type}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + "\n";
      const numbers = type === "<f8" ? Float64Array.from(values) : BigInt64Array.from(Array.from(values, BigInt));
      const head = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, 118, 0]);
      return Buffer.concat([head, Buffer.from(header), Buffer.from(numbers.buffer)]);
    };
    const npz = zipSync({
      "x.npy": array(x.flat(2), "(3, 2, 4)", "<f8"),
      "lengths.npy": array(lengths, "(3,)", "<i8"),
    });
    for (const bytes of [Buffer.from(JSON.stringify({ x, lengths })), npz]) {
      const outcome = await normalizeBytes(new Uint8Array(bytes), "json", {
        reading: { ...defaultReading, mask: "lengths" },
      });
      assert.ok("summary" in outcome, JSON.stringify(outcome));
      near(outcome.summary.features.map(({ mean }) => Number(mean)), [momentsOf(0)[0], momentsOf(1)[0]]); // prettier-ignore
      assert.ok(outcome.summary.notices.some(({ code }) => code === "PADDING_LEFT_OUT"));
    }
  });
});

import assert from "node:assert/strict";
import { Dataset } from "../../../../src/worker/dataset/dataset.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { open } from "../../session/openReport.ts";

/** Tables in JSON keep their places by columns, and are asked for them in the order of rows. */
const tables = ['[{"a":1,"b":2},{"a":3,"b":5}]', '{"a":[1,3],"b":[2,5]}'];

function datasetOf(text: string): Dataset {
  const read = { languageId: "json", selections: [], missingValues: "omitRows", header: "auto" } as const;
  return Dataset.ofText(text, read);
}

describe("places of a dataset", () => {
  for (const text of tables) {
    it(`has no first infinite value in ${text}`, () => {
      const dataset = datasetOf(text);
      assert.deepEqual(Array.from(dataset.analyze(defaultReportOptions, null).features.mean), [2, 3.5]);
      assert.equal(dataset.place(0, "firstInfinite"), null);
      assert.equal(dataset.valueAt(0), null);
    });

    it(`is opened by a report: ${text}`, async () => {
      const { session } = await open(text, "json");
      assert.equal(session.snapshot?.features.names.length, 2);
    });
  }

  it("finds the first infinite value of a feature, and no other's", () => {
    const dataset = datasetOf('[{"a":1,"b":Infinity},{"a":3,"b":5}]');
    assert.deepEqual(dataset.place(1, "firstInfinite"), { start: 12, end: 20 });
    assert.equal(dataset.place(0, "firstInfinite"), null);
  });
});

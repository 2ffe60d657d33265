import assert from "node:assert/strict";
import { parseRestoreState } from "../../../../src/session/report/restoreState.ts";
import { defaultReading } from "../../../../src/shared/report/reading.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { open } from "../openReport.ts";

/** As VS Code's storage hands it back. */
async function keptOf(text: string, change: Parameters<typeof open>[2] = {}) {
  const { session } = await open(text, "csv", change);
  return { session, stored: () => JSON.parse(JSON.stringify(session.restoreState)) as Record<string, unknown> };
}

describe("what is kept of a report", () => {
  it("brings back the selection, the options and how the text is read", async () => {
    const selections = [{ start: 4, end: 15 }];
    const options = { ...defaultReportOptions, eps: 0.001, missingValues: "ignore" } as const;
    const { stored } = await keptOf("a;b\n1;2\n3;4\n5;6\n", {
      selections,
      options,
      reading: { ...defaultReading, header: "absent", delimiter: "semicolon" },
    });
    const input = parseRestoreState(stored());
    assert.equal(input?.uri, "file:///data.csv");
    assert.deepEqual(input.selections, selections);
    assert.deepEqual(input.given.report, options);
    assert.deepEqual(input.given.reading, { ...defaultReading, header: "absent", delimiter: "semicolon" });
  });

  it("brings back γ and β as they were last set", async () => {
    const { session, stored } = await keptOf("a,b\n1,2\n3,4\n");
    session.setAffine({ feature: 1, gamma: 2, beta: 0.5 });
    session.setAffine({ feature: 0, gamma: NaN });
    const input = parseRestoreState(stored());
    assert.deepEqual(
      [input?.given.gamma, input?.given.beta],
      [
        [NaN, 2],
        [0, 0.5],
      ],
    );
  });

  it("is nothing where it is of another shape", () => {
    for (const state of [undefined, null, 5, [], {}, { uri: 1, selections: [] }, { uri: "a", selections: [1] }]) {
      assert.equal(parseRestoreState(state), undefined);
    }
  });

  it("leaves options to the settings where those kept are not valid", () => {
    for (const options of [undefined, 3, { eps: -1 }, { mode: "never" }, []]) {
      const input = parseRestoreState({ uri: "file:///a.csv", selections: [], options });
      assert.deepEqual(input?.given, { report: {}, reading: {} });
    }
  });

  it("brings back which part of a file was read", () => {
    const of = (file: unknown) => parseRestoreState({ uri: "file:///a.csv", selections: [], options: {}, file })?.file;
    assert.deepEqual(of({ columns: [0, 2], lines: { first: 3, last: 9 } }), {
      columns: [0, 2],
      lines: { first: 3, last: 9 },
    });
    assert.deepEqual(of({ columns: "all", lines: { first: 3 } }), { columns: null, lines: null });
    assert.equal(of(undefined), undefined);
  });
});

import assert from "node:assert/strict";
import { compareWith } from "../../../../src/session/layer/compareWith.ts";
import { withCompared } from "../../../../src/session/report/reportInput.ts";
import { Failure } from "../../../../src/shared/messages/failure.ts";
import { compareFiles, compareSentence } from "../../../../webview/report/detail/layer/compare/compareModel.ts";
import { open } from "../openReport.ts";

const table = "a,b\n1,10\n2,20\n3,60\n4,30\n";
const file = (text: string) => ({ kind: "text", fileName: "today.csv", text, languageId: "csv" }) as const;

describe("comparing with another file", () => {
  it("finds the features by their names, and ranks the shift against the report's data", async () => {
    const { session } = await open(table);
    await compareWith(session, file("b,extra,a\n110,1,1\n120,2,2\n160,3,3\n130,5,4\n"));
    const snapshot = session.snapshot ?? assert.fail();
    const compared = snapshot.compared ?? assert.fail();
    assert.deepEqual([compared.fileName, [...compared.mean]], ["today.csv", [2.5, 130]]);
    const comparison = compareFiles(snapshot, compared);
    const { rows, isLayer } = comparison;
    assert.deepEqual(
      rows.map(({ name, isChance }) => [name, isChance]),
      [
        ["b", false],
        ["a", true],
      ],
    );
    assert.equal(isLayer, false);
    const sigma = Math.sqrt(snapshot.features.variance[1] + 1e-5);
    assert.ok(Math.abs(rows[0].other.shift - 100 / sigma) < 1e-12);
    assert.match(compareSentence(comparison, snapshot, compared), /1 of 2 features of today\.csv.*most of all b/);
  });

  it("measures both files against the statistics of a loaded layer", async () => {
    const { session } = await open(table);
    await session.setLayer({
      ...{ name: "bn", fileName: "bn.json", framework: "pytorch", numFeatures: 2, gamma: null, beta: null },
      ...{ runningMean: Float64Array.of(0, 30), runningVar: Float64Array.of(1, 100), numBatchesTracked: 9 },
      ...{ eps: 1e-5, momentum: null },
    });
    await compareWith(session, file("x,y\n1,10\n2,20\n3,60\n4,30\n"));
    const snapshot = session.snapshot ?? assert.fail();
    const { rows, isLayer } = compareFiles(snapshot, snapshot.compared ?? assert.fail());
    assert.equal(isLayer, true);
    for (const { other, own } of rows) assert.deepEqual(own, other);
  });

  it("finds nothing where the files are the same, and ends", async () => {
    const { session } = await open(table);
    await compareWith(session, file(table));
    const snapshot = session.snapshot ?? assert.fail();
    const compared = snapshot.compared ?? assert.fail();
    assert.match(compareSentence(compareFiles(snapshot, compared), snapshot, compared), /no feature/);
    await session.change((input) => withCompared(input, undefined));
    assert.equal(session.snapshot?.compared, undefined);
  });

  it("refuses other features under other names, and names both numbers", async () => {
    const { session } = await open(table);
    await assert.rejects(compareWith(session, file("u,v,w\n1,2,3\n4,5,6\n")), (thrown: unknown) => {
      return (
        thrown instanceof Failure && thrown.code === "COMPARE_MISMATCH" && /3 features.*have 2/.test(thrown.message)
      );
    });
    assert.equal(session.snapshot?.compared, undefined);
  });
});

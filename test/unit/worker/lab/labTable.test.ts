import assert from "node:assert/strict";
import { labData, readLabTable } from "../../../../src/worker/lab/labTable.ts";
import { digits, sampleTable, wholeFile } from "./labDigits.ts";

function table(text: string) {
  return readLabTable(text, wholeFile, "small.csv");
}

describe("the lab's data", () => {
  it("takes the last column of few whole numbers as the target where there is no text: digits", () => {
    const { summary, labels, features } = digits();
    assert.equal(summary.target, "Column 65");
    assert.equal(summary.guessed, true);
    assert.deepEqual([summary.rows, summary.trainingRows, summary.validationRows], [1797, 1437, 360]);
    assert.deepEqual([summary.features, summary.constantFeatures, summary.classes.length], [64, 3, 10]);
    assert.equal(labels[1], 1);
    assert.equal(features[2], 5);
  });

  it("takes the last column of texts as the target: iris and wine", () => {
    const iris = labData(sampleTable("iris.csv"), "", 0.2).summary;
    assert.deepEqual([iris.target, iris.features, iris.classes], ["species", 4, ["setosa", "versicolor", "virginica"]]);
    const wine = labData(sampleTable("wine.csv"), "", 0.2).summary;
    assert.deepEqual([wine.features, wine.classes.length, wine.problem], [13, 3, null]);
  });

  it("sorts numbers as numbers, and labels rows by their class", () => {
    const { summary, labels } = labData(table("x,y\n1.5,10\n2.5,9\n3.5,10\n4.5,100\n"), "y", 0.25);
    assert.deepEqual(summary.classes, ["9", "10", "100"]);
    assert.deepEqual([...labels], [1, 0, 1, 2]);
    assert.equal(summary.guessed, false);
  });

  it("says beside the control what keeps the data from being trained on", () => {
    const one = table("x,island\n1.5,Torgersen\n2.5,Torgersen\n");
    assert.deepEqual(labData(one, "island", 0.2).summary.problem, {
      field: "target",
      message: 'target "island" requires at least 2 classes in the selected rows, got 1 (Torgersen)',
    });
    assert.equal(labData(one, "", 0.2).summary.problem?.field, "target");
    assert.equal(labData(table("x\n1.5\n2.5\n"), "", 0.2).summary.problem?.field, "source");
    assert.equal(labData(table("a,b\nu,1\nw,2\n"), "nowhere", 0.2).summary.problem?.field, "target");
    assert.equal(labData(table("x,y\n1.5,a\n2.5,b\n"), "", 0.5).summary.problem?.field, "validationShare");
  });

  it("refuses a tensor that is no table", () => {
    const read = { ...wholeFile, languageId: "json" };
    assert.throws(() => readLabTable("[[[1,2],[3,4]],[[5,6],[7,8]]]", read, "a.json"), { code: "NOT_A_TABLE" });
  });
});

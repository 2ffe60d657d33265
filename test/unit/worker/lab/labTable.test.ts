import assert from "node:assert/strict";
import { labData, type LabData, type TargetChoice } from "../../../../src/worker/lab/labData.ts";
import { readLabTable, type LabTable } from "../../../../src/worker/lab/labTable.ts";
import { lossOf, scoreOf } from "../../../../src/worker/lab/task.ts";
import { splitRows } from "../../../../src/worker/lab/split.ts";
import { digits, guessed, sampleTable, wholeFile } from "./labDigits.ts";

function table(text: string) {
  return readLabTable(text, wholeFile, "small.csv");
}

function choose(from: LabTable, choice: Partial<TargetChoice> = {}): LabData {
  return labData(from, { ...guessed, ...choice });
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
    const iris = choose(sampleTable("iris.csv")).summary;
    assert.deepEqual([iris.target, iris.features, iris.classes], ["species", 4, ["setosa", "versicolor", "virginica"]]);
    const wine = choose(sampleTable("wine.csv")).summary;
    assert.deepEqual([wine.features, wine.classes.length, wine.problem], [13, 3, null]);
  });

  it("sorts numbers as numbers, and labels rows by their class", () => {
    const { summary, labels } = choose(table("x,y\n1.5,10\n2.5,9\n3.5,10\n4.5,100\n"), {
      target: "y",
      validationShare: 0.25,
    });
    assert.deepEqual(summary.classes, ["9", "10", "100"]);
    assert.deepEqual([...labels], [1, 0, 1, 2]);
    assert.equal(summary.guessed, false);
  });

  it("says beside the control what keeps the data from being trained on", () => {
    const one = table("x,island\n1.5,Torgersen\n2.5,Torgersen\n");
    assert.deepEqual(choose(one, { target: "island" }).summary.problem, {
      field: "target",
      message: 'target "island" requires at least 2 classes in the selected rows, got 1 (Torgersen)',
    });
    assert.equal(choose(one).summary.problem?.field, "target");
    assert.equal(choose(table("x\n1.5\n2.5\n")).summary.problem?.field, "source");
    assert.equal(choose(table("a,b\nu,1\nw,2\n"), { target: "nowhere" }).summary.problem?.field, "target");
    assert.equal(
      choose(table("x,y\n1.5,a\n2.5,b\n"), { target: "", validationShare: 0.5 }).summary.problem?.field,
      "validationShare",
    );
  });

  it("takes the last column of numbers as the target where nothing can be a class", () => {
    const { summary, labels } = choose(table("a,b,c\n1.5,2.5,9.5\n2.5,3.5,7.25\n3.5,1.5,8.5\n"), {
      validationShare: 0.3,
    });
    assert.deepEqual(
      [summary.target, summary.task, summary.targetRange, summary.classes],
      ["c", "number", [7.25, 9.5], []],
    );
    assert.deepEqual([...labels], [9.5, 7.25, 8.5]);
    assert.equal(summary.problem, null);
  });

  it("predicts whole numbers as classes, or as numbers where that is wanted", () => {
    const source = table("x,y\n1.5,10\n2.5,9\n3.5,10\n4.5,100\n");
    assert.deepEqual(choose(source).summary.targets, [
      { name: "x", tasks: ["number"] },
      { name: "y", tasks: ["classes", "number"] },
    ]);
    const { summary, labels } = choose(source, { target: "y", predict: "number" });
    assert.deepEqual([summary.task, summary.targetRange, [...labels]], ["number", [9, 100], [10, 9, 10, 100]]);
  });

  it("says that a target of numbers is constant, and that a text has too many different values", () => {
    const constant = table("x,y\n1.5,2.5\n2.5,2.5\n3.5,2.5\n");
    assert.deepEqual(choose(constant, { target: "y" }).summary.problem, {
      field: "target",
      message: 'target "y" requires at least 2 different numbers, got 1 (2.5)',
    });
    const names = Array.from({ length: 60 }, (_, n) => `${n}.5,name${n}`).join("\n");
    assert.equal(choose(table(`x,name\n${names}\n`), { target: "name" }).summary.problem?.field, "target");
  });

  it("refuses a tensor that is no table", () => {
    const read = { ...wholeFile, languageId: "json" };
    assert.throws(() => readLabTable("[[[1,2],[3,4]],[[5,6],[7,8]]]", read, "a.json"), { code: "NOT_A_TABLE" });
  });
});

describe("a target of numbers", () => {
  it("is standardized by the training rows, so that guessing their mean has loss 1", () => {
    const data = choose(sampleTable("iris.csv"), { target: "petal_width" });
    const { training, validation } = splitRows(data, 0, { standardize: true, dtype: "float64" });
    const zeros = { data: new Float64Array(120), shape: [120, 1] };
    assert.ok(Math.abs(lossOf(zeros, training.labels).loss - 1) < 1e-12);
    assert.equal(validation.labels.length, 30);
  });

  it("is scored by R²: 1 where it is met, 0 by its mean, below 0 where it is worse than that", () => {
    const score = (...output: number[]): number =>
      scoreOf({ data: Float64Array.from(output), shape: [4, 1] }, Float64Array.of(1, 2, 3, 6));
    assert.deepEqual([score(1, 2, 3, 6), score(3, 3, 3, 3), score(6, 3, 2, 1)], [1, 0, 1 - (25 + 1 + 1 + 25) / 14]);
  });
});

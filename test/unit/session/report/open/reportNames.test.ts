import assert from "node:assert/strict";
import { reportNames } from "../../../../../src/session/report/open/reportNames.ts";

const iris = { uri: "file:///data/iris.csv", name: "iris.csv", range: "lines 2–151" };
const setosa = { ...iris, range: "lines 2–51" };
const wine = { uri: "file:///data/wine.csv", name: "wine.csv", range: "lines 2–179" };
const other = { uri: "file:///a%20b/iris.csv", name: "iris.csv", range: "lines 2–151" };

describe("reportNames", () => {
  for (const [fact, reports, names] of [
    ["are the files' names", [iris, wine], ["iris.csv", "wine.csv"]],
    ["tell two ranges of a file", [iris, wine, setosa], ["iris.csv lines 2–151", "wine.csv", "iris.csv lines 2–51"]],
    ["tell two files of one name by their folders", [iris, other], ["data/iris.csv", "a b/iris.csv"]],
    ["number what is the same", [iris, iris], ["iris.csv", "iris.csv (2)"]],
    ["say no range that is not known yet", [iris, { ...iris, range: "" }], ["iris.csv lines 2–151", "iris.csv"]],
  ] as const) {
    it(fact, () => {
      assert.deepEqual(reportNames(reports), names);
    });
  }
});

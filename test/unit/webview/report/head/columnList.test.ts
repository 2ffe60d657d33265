import assert from "node:assert/strict";
import { columnList, excludedAfter } from "../../../../../webview/report/head/columnList.ts";
import { readingChips } from "../../../../../webview/report/head/readingText.ts";
import { defaultReading } from "../../../../../src/shared/report/reading.ts";
import { snapshot as snapshotOf } from "../../fakes.ts";

const iris = snapshotOf({ length: [1, 2, 4], width: [2, 3, 9], depth: [5, 1, 0] });
const columns = { texts: [{ name: "species", example: "setosa" }] };
const snapshot = { ...iris, source: { ...iris.source, columns } };
const without = (exclude: readonly string[]) => {
  const features = { ...snapshot.features, names: snapshot.features.names.filter((name) => !exclude.includes(name)) };
  return { ...snapshot, features, reading: { ...snapshot.reading, exclude } };
};
const { names } = snapshot.features;

describe("columnList", () => {
  it("lists features, what is left out, and texts with one of theirs", () => {
    const list = columnList(without([names[1]]), []);
    assert.deepEqual(
      list.filter(({ use }) => use === "leftOut").map(({ name }) => name),
      [names[1]],
    );
    const texts = list.filter(({ use }) => use === "text");
    assert.deepEqual(texts, [{ name: "species", use: "text", example: "setosa" }]);
  });

  it("keeps the order that it had while columns come and go", () => {
    const known = columnList(snapshot, []).map(({ name }) => name);
    const again = columnList(without([names[1]]), known).map(({ name }) => name);
    assert.deepEqual(again, known);
  });
});

describe("excludedAfter", () => {
  it("adds what is unticked and takes away what is ticked", () => {
    assert.deepEqual(excludedAfter(snapshot, names[2], false), [names[2]]);
    assert.deepEqual(excludedAfter(without([names[1], names[2]]), names[2], true), [names[1]]);
  });

  it("is null where no feature would remain", () => {
    assert.equal(excludedAfter(without(names.slice(1)), names[0], false), null);
  });
});

describe("readingChips", () => {
  it("has none where everything is found by looking", () => {
    assert.deepEqual(readingChips(defaultReading), []);
  });

  it("says what differs, each with what takes it back", () => {
    const chips = readingChips({
      ...{ header: "absent", delimiter: "semicolon", decimal: ",", indexColumn: "omit", exclude: ["a"] },
      mask: "lengths",
    });
    assert.deepEqual(
      chips.map(({ text }) => text),
      [
        "Header: none",
        "Delimiter: semicolon",
        "Decimal: comma",
        "Index column: left out",
        "Without a",
        "Without padding (lengths)",
      ],
    );
    const undone = Object.assign({}, ...chips.map(({ undo }) => undo)) as unknown;
    assert.deepEqual(undone, defaultReading);
  });
});

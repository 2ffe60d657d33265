import assert from "node:assert/strict";
import { defaultDoctorSettings } from "../../../../src/session/doctor/examineReport.ts";
import type { RuleId } from "../../../../src/session/doctor/index.ts";
import { defaultReportSettings } from "../../../../src/session/report/inputOf.ts";
import type { TextSource } from "../../../../src/session/report/reportInput.ts";
import { TextInsight } from "../../../../src/session/insight/textInsight.ts";
import { DirectCompute } from "../directCompute.ts";

const settings = defaultReportSettings;

function setUp(text: string, languageId: string) {
  const compute = new DirectCompute();
  let starts = 0;
  const insight = new TextInsight(() => {
    starts++;
    return compute;
  });
  const document = { uri: "file:///a", name: "a", languageId, version: 1, getText: () => text };
  const source: TextSource = document;
  return { compute, insight, document, source, starts: () => starts };
}

const table = "a,b\n1,10\n2,20\n2,40\n8,80\n";
const arrays = '{ "x": [[1, 2], [3, 4]], "y": [5, 6, 7, 9] }';

describe("TextInsight", () => {
  it("starts nothing before it is asked", () => {
    const { insight, starts } = setUp(table, "csv");
    insight.dispose();
    assert.equal(starts(), 0);
  });

  it("gives a tensor's findings, under the doctor's settings", async () => {
    const { insight, source } = setUp("a,b\n1,7\n2,7\n4,7\n", "csv");
    const rulesWith = async (disabled: readonly RuleId[]) => {
      const given = { ...settings, doctor: { ...defaultDoctorSettings, disabled } };
      const [tensor] = await insight.tensors(source, given);
      const { findings } = await insight.open(source, tensor, given);
      return findings.map(({ rule, feature }) => [rule, feature]);
    };
    assert.deepEqual(await rulesWith([]), [["BN001", 1]]);
    assert.deepEqual(await rulesWith(["BN001"]), []);
    insight.dispose();
  });

  it("lists the layers of a text once for each version", async () => {
    const { insight, compute, document, source } = setUp('{ "running_mean": [1], "running_var": [2] }', "json");
    assert.deepEqual(
      (await insight.layers(source, settings)).map(({ parameters }) => parameters.numFeatures),
      [1],
    );
    const asked = compute.asked.length;
    await insight.layers(source, settings);
    assert.equal(compute.asked.length, asked);
    document.version = 2;
    await insight.layers(source, settings);
    assert.ok(compute.asked.length > asked);
    insight.dispose();
  });

  it("lists the tensors of a text once for each version", async () => {
    const { insight, compute, document, source } = setUp(arrays, "json");
    const tensors = await insight.tensors(source, settings);
    assert.deepEqual(
      tensors.map(({ path, shape }) => [path, shape]),
      [
        ["x", [2, 2]],
        ["y", [4]],
      ],
    );
    await insight.tensors(source, settings);
    assert.deepEqual(compute.asked, ["text/tensors"]);
    document.version = 2;
    await insight.tensors(source, settings);
    assert.equal(compute.asked.length, 2);
    insight.dispose();
  });

  it("reads anew what was closed and opened again under the same name and version", async () => {
    const { insight, compute, source } = setUp(arrays, "json");
    await insight.tensors(source, settings);
    insight.forget(source.uri);
    await insight.tensors(source, settings);
    assert.deepEqual(compute.asked, ["text/tensors", "text/tensors"]);
    insight.dispose();
  });

  it("opens a tensor once while it is the one asked about", async () => {
    const { insight, compute, source } = setUp(arrays, "json");
    const [, tensor] = await insight.tensors(source, settings);
    const { snapshot } = await insight.open(source, tensor, settings);
    assert.equal(snapshot.features.mean[0], 6.75);
    await insight.open(source, tensor, settings);
    assert.equal(compute.asked.filter((type) => type === "dataset/open").length, 1);
    insight.dispose();
  });

  it("tells the value at an offset, and how many are less", async () => {
    const { insight, source } = setUp(table, "csv");
    const place = await insight.place(source, table.indexOf("2,40"), settings);
    assert.equal(place?.feature, 0);
    assert.deepEqual(place.value, { index: 2, x: 2, sample: 3, line: 4, less: 1, same: 2 });
    insight.dispose();
  });

  it("tells the feature whose name is at an offset", async () => {
    const { insight, source } = setUp(table, "csv");
    const place = await insight.place(source, table.indexOf("b"), settings);
    assert.equal(place?.feature, 1);
    assert.equal(place.value, null);
    insight.dispose();
  });

  it("tells that an offset is in a tensor, or in none", async () => {
    const { insight, source } = setUp(arrays, "json");
    const inside = await insight.place(source, arrays.indexOf(", ["), settings);
    assert.equal(inside?.feature, null);
    assert.equal(await insight.place(source, 1, settings), null);
    insight.dispose();
  });

  it("rejects with what is wrong with a tensor, and answers the next question", async () => {
    const { insight, source } = setUp('{ "one": [[1, 2, 3, 4]], "more": [1, 2, 3, 4] }', "json");
    const [one, more] = await insight.tensors(source, settings);
    await assert.rejects(insight.open(source, one, settings), { code: "BATCH_TOO_SMALL" });
    assert.equal((await insight.open(source, more, settings)).snapshot.features.mean[0], 2.5);
    insight.dispose();
  });

  it("gives the places of outliers in the order of the text, up to a limit", async () => {
    const text = `x\n${"0\n".repeat(40)}90\n${"0\n".repeat(40)}-95\n`;
    const { insight, source } = setUp(text, "csv");
    const [tensor] = await insight.tensors(source, settings);
    const places = await insight.outliers(source, tensor, settings, 3, 10);
    const texts = [0, 2].map((i) => text.slice(places[i], places[i + 1]));
    assert.deepEqual(texts, ["90", "-95"]);
    assert.equal((await insight.outliers(source, tensor, settings, 3, 1)).length, 2);
    insight.dispose();
  });

  it("ends its thread when it is disposed", async () => {
    const { insight, compute, source } = setUp(table, "csv");
    await insight.tensors(source, settings);
    insight.dispose();
    assert.equal(compute.isDisposed, true);
  });
});

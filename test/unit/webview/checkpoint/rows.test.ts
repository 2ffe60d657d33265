import assert from "node:assert/strict";
import type { CheckpointSnapshot, LayerRow } from "../../../../src/shared/checkpoint/snapshot.ts";
import { groupOf, listRows, matches, splitName, unknownWord } from "../../../../webview/checkpoint/list/rows.ts";
import { firstView } from "../../../../webview/checkpoint/store/pageView.ts";

const finding = {
  rule: "BN012",
  severity: "warning",
  channels: [],
  title: "",
  short: "",
  evidence: "",
  advice: "",
} as const;
const row = (name: string, numFeatures = 16, findings: LayerRow["findings"] = []): LayerRow => ({
  ...{ name, numFeatures, findings, eps: 1e-5, isEpsAssumed: true, momentum: 0.1, isMomentumAssumed: true },
  ...{ training: null, numBatchesTracked: 1, hasStatistics: true },
});
const snapshotOf = (layers: readonly LayerRow[]): CheckpointSnapshot => ({ layers }) as unknown as CheckpointSnapshot;

describe("listRows", () => {
  it("puts more than 20 layers in groups by two parts of their names, a group of one without a row", () => {
    const many = Array.from({ length: 21 }, (_, i) => row(`stage.${i < 20 ? 1 : 2}.bn${i}`));
    const rows = listRows(snapshotOf(many), firstView);
    assert.deepEqual(
      rows.slice(0, 2).map(({ kind }) => kind),
      ["group", "layer"],
    );
    assert.equal(rows.filter(({ kind }) => kind === "group").length, 1);
    assert.equal(rows.length, 22);
  });

  it("closes the groups of more than 200 layers", () => {
    const many = Array.from({ length: 202 }, (_, i) => row(`m.${i % 2}.bn${i}`));
    assert.deepEqual(
      listRows(snapshotOf(many), firstView).map(({ kind }) => kind),
      ["group", "group"],
    );
  });

  it("has no groups when it is sorted", () => {
    const many = Array.from({ length: 30 }, (_, i) => row(`m.${i % 2}.bn${i}`, i));
    const rows = listRows(snapshotOf(many), { ...firstView, sort: { column: "channels", descending: true } });
    assert.deepEqual(
      rows.slice(0, 2).map((each) => each.kind === "layer" && each.layer),
      [29, 28],
    );
  });
});

describe("matches", () => {
  const found = row("layer1.bn", 512, [finding]);

  it("takes names, rules, properties and numbers of channels, all at once", () => {
    assert.ok(matches(found, "layer1 @findings @scale @BN012 c:>=512"));
    assert.ok(!matches(found, "@error"));
    assert.ok(!matches(found, "c:>512"));
    assert.ok(!matches(row("layer1.bn"), "@findings"));
  });

  it("tells of a word that means nothing", () => {
    assert.equal(unknownWord("bn @nothing"), "@nothing");
    assert.equal(unknownWord("@bn012 @findings"), null);
  });
});

describe("splitName and groupOf", () => {
  it("leave the block dim and the last part whole, a number with what stands before it", () => {
    assert.deepEqual(splitName("layer2.0.downsample.1"), { prefix: "layer2.0.", name: "downsample.1" });
    assert.deepEqual(splitName("bn1"), { prefix: "", name: "bn1" });
    assert.equal(groupOf("backbone.stage2.0.bn"), "backbone.stage2");
    assert.equal(groupOf("bn1"), "");
  });
});

import assert from "node:assert/strict";
import { modelAnswer } from "../../../../src/session/exports/modelAnswer.ts";
import { open } from "../openReport.ts";

interface Answer {
  readonly features: readonly { name: string; mean: number }[];
  readonly featuresNotShown: number;
  readonly findings: readonly { rule: string; feature: string | null; advice: string }[];
  readonly notices: readonly { code: string }[];
}

async function answer(text: string, wanted?: readonly string[]): Promise<Answer> {
  const { session } = await open(text);
  const { snapshot } = session;
  assert.ok(snapshot);
  const told = modelAnswer(snapshot, session.findings, wanted);
  assert.deepEqual(JSON.parse(JSON.stringify(told)), told);
  return told as Answer;
}

describe("modelAnswer", () => {
  it("tells of the features that are wanted, and what was found in them", async () => {
    const { features, findings } = await answer("a,b\n1,7\n2,7\n4,7\n", ["b"]);
    assert.deepEqual(
      features.map(({ name, mean }) => [name, mean]),
      [["b", 7]],
    );
    assert.deepEqual(
      findings.map(({ rule, feature }) => [rule, feature]),
      [["BN001", "b"]],
    );
  });

  it("says a finding once, not among the notices too", async () => {
    const { notices } = await answer("a,b,word\n1,7,x\n2,7,y\n4,7,z\n");
    assert.deepEqual(
      notices.map(({ code }) => code),
      ["COLUMN_LEFT_OUT"],
    );
  });

  it("tells of the first of very many features, and how many are missing", async () => {
    const row = (n: number): string => Array.from({ length: 130 }, (_, c) => n * c).join(",");
    const { features, featuresNotShown } = await answer([1, 2, 5].map(row).join("\n"));
    assert.deepEqual([features.length, featuresNotShown], [100, 30]);
  });

  it("lists the names there are for one that is not there", async () => {
    await assert.rejects(answer("a,b\n1,7\n2,7\n4,7\n", ["c"]), { code: "UNKNOWN_FEATURE", message: /a, b, got c/ });
  });
});

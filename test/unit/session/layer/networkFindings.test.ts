import assert from "node:assert/strict";
import { checkLayer } from "../../../../src/session/layer/checkLayer.ts";
import { open } from "../openReport.ts";

const channels = 4;
const rows = Array.from({ length: 60 }, (_, n) => Array.from({ length: channels }, (_, c) => Math.sin(n + c)));

function bn(name: string, numBatchesTracked: number, runningVar = 0.5) {
  const list = (value: number): number[] => Array<number>(channels).fill(value);
  return {
    [`${name}.weight`]: list(1),
    [`${name}.bias`]: list(0),
    [`${name}.running_mean`]: list(0),
    [`${name}.running_var`]: list(runningVar),
    [`${name}.num_batches_tracked`]: numBatchesTracked,
  };
}

/** bn1 → ReLU → fc2 → bn2, where the weights give bn2 a variance of 4 · 0.34 · weight². */
const network = (count: number, weight: number) => ({
  ...bn("net.bn1", 420),
  "net.fc2.weight": Array.from({ length: channels }, () => Array<number>(channels).fill(weight)),
  "net.fc2.bias": [0.1, 0, 0, 0],
  ...bn("net.bn2", count),
  ...bn("net.bn3", 420),
});

async function rulesOf(state: object): Promise<string[]> {
  const { session } = await open(JSON.stringify(rows), "json");
  const file = { kind: "text", fileName: "net.json", text: JSON.stringify(state), languageId: "json" } as const;
  await checkLayer(session, { file, path: "net.bn2" });
  return session.findings.map(({ rule }) => rule);
}

describe("a layer among those of its file", () => {
  it("is told what the weights before it and the other layers' counts say", async () => {
    assert.deepEqual(await rulesOf(network(420, 0.6)), ["BN014"]);
    assert.deepEqual(await rulesOf(network(840, 0.6)), ["BN013", "BN014"]);
    assert.deepEqual(await rulesOf(network(420, 0.01)), ["BN012", "BN014"]);
  });

  it("comes without findings of a network where it stands alone", async () => {
    assert.deepEqual(await rulesOf(bn("net.bn2", 840)), []);
  });
});

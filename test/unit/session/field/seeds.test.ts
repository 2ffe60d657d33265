import assert from "node:assert/strict";
import { RandomGenerator } from "../../../../src/engine/index.ts";
import { checkedLayer } from "../../../../src/session/exports/checkedLayer.ts";
import { modelAnswer } from "../../../../src/session/exports/modelAnswer.ts";
import { checkLayer } from "../../../../src/session/layer/checkLayer.ts";
import { glance } from "../../../../src/shared/view/glance.ts";
import { open } from "../openReport.ts";
import { found } from "./layerCase.ts";

/** A trained layer and a batch of the kind that it was trained on. */
function healthy(seed: number, channels = 16, numRows = 240) {
  const random = new RandomGenerator(seed);
  const draw = (of: () => number): number[] => Array.from({ length: channels }, of);
  const mean = draw(() => 3 * random.normal());
  const std = draw(() => Math.exp(0.5 * random.normal()));
  const rows = Array.from({ length: numRows }, () => mean.map((value, c) => value + std[c] * random.normal()));
  const layer = {
    weight: draw(() => 1 + 0.2 * random.normal()),
    bias: draw(() => 0.3 * random.normal()),
    // Averages of about twenty batches of 64.
    running_mean: mean.map((value, c) => value + (std[c] * random.normal()) / 36),
    running_var: std.map((value) => value * value * (1 + (random.normal() * Math.SQRT2) / 36)),
    num_batches_tracked: 5000,
  };
  return { rows, layer };
}

type Layer = ReturnType<typeof healthy>["layer"];

async function check(rows: readonly (readonly number[])[], layer: Layer) {
  const { session } = await open(JSON.stringify(rows), "json");
  const text = JSON.stringify({ bn: layer }, (_, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );
  const file = { kind: "text", fileName: "layer.json", text, languageId: "json" } as const;
  const snapshot = await checkLayer(session, { file });
  return { session, snapshot, rules: found(checkedLayer(snapshot, session.findings)) };
}

/** What is done to a channel, or to the whole layer, and what is to be said first. */
const faults: Readonly<Record<string, (layer: Layer, c: number) => string>> = {
  "a running mean far off": (layer, c) => {
    layer.running_mean[c] = 40;
    return `BN011[${c}]`;
  },
  "a running variance below 0": (layer, c) => {
    layer.running_var[c] = -0.5;
    return `BN005[${c}]`;
  },
  "a running mean that is NaN": (layer, c) => {
    layer.running_mean[c] = NaN;
    return `BN005[${c}]`;
  },
  "a γ that is NaN": (layer, c) => {
    layer.weight[c] = NaN;
    return `BN004[${c}]`;
  },
  "a channel that is off": (layer, c) => {
    layer.weight[c] = 1e-8;
    return `BN003[${c}]`;
  },
  "statistics that were never updated": (layer) => {
    layer.running_mean.fill(0);
    layer.running_var.fill(1);
    layer.num_batches_tracked = 0;
    return "BN010";
  },
  "statistics under each other's names": (layer) => {
    [layer.running_mean, layer.running_var] = [layer.running_var, layer.running_mean];
    return "BN015";
  },
};

describe("the doctor over ten seeds", () => {
  it("finds nothing in healthy layers, and says that train() and eval() agree", async () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { rows, layer } = healthy(seed);
      const { session, snapshot, rules } = await check(rows, layer);
      assert.deepEqual(rules, [], `seed ${seed}`);
      const answer = modelAnswer(snapshot, session.findings, undefined) as {
        trainAgainstEval: { answer: string };
        fix: unknown;
      };
      assert.match(answer.trainAgainstEval.answer, /^train\(\) and eval\(\) agree/);
      assert.equal(answer.fix, null);
      const { gamma, beta } = snapshot.features;
      assert.match(glance(snapshot, { gamma, beta }), /they fit this batch as well as chance allows/);
    }
  });

  for (const [width, numRows] of [
    [1, 64],
    [8, 2],
    [8, 3],
    [64, 4],
    [128, 8],
    [128, 16],
    [256, 33],
  ]) {
    it(`says of ${width} healthy channels and ${numRows} rows that statistics and data agree`, async () => {
      for (let seed = 1; seed <= 10; seed++) {
        const { rows, layer } = healthy(seed, width, numRows);
        const { session, rules } = await check(rows, layer);
        assert.deepEqual(rules, numRows === 2 ? ["BN006"] : [], `seed ${seed}`);
        assert.ok(session.findings.every(({ advice }) => !/recalibrate/i.test(advice)));
      }
    });
  }

  it("says of a running mean that is infinite what evaluation gives", async () => {
    const { rows, layer } = healthy(3);
    layer.running_mean[1] = -Infinity;
    const { snapshot, rules } = await check(rows, layer);
    assert.equal(rules[0], "BN005[1]");
    const { gamma, beta } = snapshot.features;
    assert.match(glance(snapshot, { gamma, beta }), /^Feature 2 · \[1\] is infinite in evaluation\./);
  });

  for (const [name, plant] of Object.entries(faults)) {
    it(`names first ${name}`, async () => {
      for (let seed = 1; seed <= 10; seed++) {
        const { rows, layer } = healthy(seed);
        const channels = layer.weight.length;
        const expected = plant(layer, (7 * seed) % channels);
        const { snapshot, rules } = await check(rows, layer);
        assert.equal(rules[0], expected, `seed ${seed}: ${rules.join(" ")}`);
        if (expected.startsWith("BN005") || expected.startsWith("BN004")) {
          const { gamma, beta } = snapshot.features;
          const c = (7 * seed) % channels;
          assert.ok(glance(snapshot, { gamma, beta }).startsWith(`Feature ${c + 1} · [${c}] is NaN in evaluation.`));
        }
      }
    });
  }
});

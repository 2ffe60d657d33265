import assert from "node:assert/strict";
import { withLearned } from "../../../../../src/session/report/reportInput.ts";
import { normalizeValue } from "../../../../../src/shared/report/inspector.ts";
import { activationNames } from "../../../../../src/shared/options.ts";
import { featuresOf, normalizedOf } from "../report.ts";
import { assertClose, assertFinite, needsAllValues, needsValues, type Action } from "./action.ts";

/** What the tabs of the report ask. */
export const tabActions: readonly Action[] = [
  {
    name: "explain",
    refusal: needsValues,
    run: async ({ kind, session, snapshot }) => {
      const { usedMean, usedVariance, gamma, beta } = snapshot.features;
      const [column] = featuresOf(kind);
      const used = { usedMean: usedMean[0], usedVariance: usedVariance[0], gamma: gamma[0], beta: beta[0] };
      const expected = featuresOf({ shape: kind.shape, values: normalizedOf(kind) })[0];
      for (const [index, x] of column.entries()) {
        const { less, same } = await session.query("dataset/rank", { feature: 0, index });
        assert.deepEqual([less, same], [column.filter((it) => it < x).length, column.filter((it) => it === x).length]);
        assertClose([normalizeValue(x, used, snapshot.options).normalized], [expected[index]], "x̂");
      }
    },
  },
  {
    name: "output",
    refusal: needsAllValues,
    run: async ({ kind, session, snapshot: { features } }) => {
      const { gamma, beta } = features;
      const { shape, data } = await session.query("dataset/output", { gamma, beta });
      assert.deepEqual(shape, kind.shape);
      assertClose(data, normalizedOf(kind), "y");
    },
  },
  {
    name: "heat map",
    refusal: needsValues,
    run: async ({ kind, session }) => {
      const height = featuresOf(kind).length;
      const map = await session.query("dataset/heatMap", { width: 4, height });
      assert.deepEqual([map.before.length, map.after.length], [4 * height, 4 * height]);
      assertFinite(map.before, "before");
      assertFinite(map.after, "after");
    },
  },
  {
    name: "fine histogram",
    run: async ({ kind, session, snapshot }) => {
      const { counts } = await session.query("dataset/fineHistogram", { feature: 0 });
      const isKnown = !kind.isStatistics || snapshot.features.histograms.counts.length > 0;
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        isKnown ? featuresOf(kind)[0].length : 0,
      );
    },
  },
  {
    name: "activation",
    refusal: needsValues,
    run: async ({ kind, session, snapshot: { features } }) => {
      const { gamma, beta } = features;
      for (const activation of activationNames) {
        for (const placement of ["before", "after"] as const) {
          const all = await session.query("dataset/activation", { feature: -1, activation, placement, gamma, beta });
          assert.equal(all.with.count, kind.values.length);
          const one = await session.query("dataset/activation", { feature: 0, activation, placement, gamma, beta });
          assert.equal(one.without.count, featuresOf(kind)[0].length);
        }
      }
    },
  },
  {
    name: "batches",
    refusal: needsValues,
    run: async ({ kind, session }) => {
      for (const order of ["file", "shuffled"] as const) {
        const question = { feature: 0, batchSize: 2, order, seed: 1, dropLast: false, index: 0 };
        const answer = await session.query("dataset/batches", question);
        assert.equal(answer.numBatches, Math.ceil(kind.shape[0] / 2));
        assertFinite(answer.means, "means");
      }
    },
  },
  {
    name: "gradients",
    refusal: needsValues,
    run: async ({ kind, session }) => {
      for (const upstream of ["random", "ones", "loss"] as const) {
        const question = { feature: 0, upstream, seed: 1, gamma: 1, beta: 0, index: 1 };
        const answer = await session.query("dataset/gradients", question);
        assert.equal(answer.count, featuresOf(kind)[0].length);
        assertClose([answer.gradBias], [0], "gradient of a bias", 1e-9);
        assert.ok(answer.row);
      }
    },
  },
  {
    name: "timeline",
    refusal: needsValues,
    run: async ({ session, kind }) => {
      for (const feature of [-1, 0]) {
        const question = { feature, batchSize: 2, order: "file", seed: 1, momentum: 0.1 } as const;
        const { means, batchesPerPass } = await session.query("dataset/timeline", question);
        assert.equal(batchesPerPass, Math.ceil(kind.shape[0] / 2));
        assertFinite(means, "means");
      }
    },
  },
  {
    name: "twins",
    refusal: needsValues,
    run: async ({ session }) => {
      for (const conversion of ["converted", "defaults"] as const) {
        const twins = await session.query("dataset/twins", { conversion });
        assert.equal(twins.find(({ framework }) => framework === "pytorch")?.difference, null);
      }
    },
  },
  {
    name: "learn",
    refusal: needsValues,
    run: async ({ session, snapshot }) => {
      const options = { optimizer: "sgd", learningRate: 0.1, batchSize: null, steps: 4, seed: 1, eps: 1e-5 } as const;
      const labels = await session.query("learn/labels", undefined);
      const choices = [
        { kind: "input" } as const,
        { kind: "feature", feature: 0 } as const,
        ...labels.map((_, column) => ({ kind: "labels", column }) as const),
      ];
      for (const choice of choices) {
        await session.query("learn/start", { choice, options });
        const chunk = await session.query("learn/run", { steps: 4 });
        assert.deepEqual([chunk.step, chunk.isDone, chunk.hasDiverged], [4, true, false]);
        const { length } = snapshot.features.names;
        const last = (values: Float64Array): Float64Array => values.slice(-length);
        const { gamma, beta, runningMean, runningVar } = chunk.frames;
        const learned = { gamma: last(gamma), beta: last(beta) };
        const statistics = { runningMean: last(runningMean), runningVar: last(runningVar) };
        await session.change((input) => withLearned(input, { step: 4, ...learned, ...statistics }));
        assert.deepEqual(session.snapshot?.features.gamma, learned.gamma);
      }
    },
  },
  ...([-1, 0.5, 99] as const).map((feature): Action => ({
    name: `ask about feature ${feature}, which is none`,
    run: async ({ session, snapshot }) => {
      const { gamma, beta } = snapshot.features;
      const batches = { batchSize: 2, order: "file", seed: 1, dropLast: false, index: 0 } as const;
      const options = { optimizer: "sgd", learningRate: 0.1, batchSize: null, steps: 4, seed: 1, eps: 1e-5 } as const;
      const asked = [
        session.query("dataset/values", { feature, start: 0, count: 4 }),
        session.query("dataset/fineHistogram", { feature }),
        session.query("dataset/place", { feature, index: 0 }),
        session.query("dataset/rank", { feature, index: 0 }),
        session.query("dataset/batches", { feature, ...batches }),
        session.query("dataset/gradients", { feature, upstream: "ones", seed: 1, gamma: 1, beta: 0, index: 0 }),
        session.query("learn/start", { choice: { kind: "feature", feature }, options }),
        session.query("learn/start", { choice: { kind: "labels", column: feature }, options }),
        ...(feature === -1
          ? []
          : [
              session.query("dataset/timeline", { feature, ...batches, momentum: 0.1 }),
              session.query("dataset/activation", {
                ...{ feature, activation: "relu", placement: "before", gamma, beta },
              }),
            ]),
      ];
      for (const reply of asked) {
        await assert.rejects(reply, ({ code }: { code: string }) => code === "NO_FEATURE" || code === "NO_VALUES");
      }
    },
  })),
  {
    name: "learn on after the thread has ended",
    refusal: () => "NOT_LEARNING",
    run: async ({ session }) => {
      session.cancel();
      await session.query("learn/run", { steps: 1 });
    },
  },
];

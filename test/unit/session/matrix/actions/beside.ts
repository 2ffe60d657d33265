import assert from "node:assert/strict";
import { analyzeSource } from "../../../../../src/host/callers/analyzeSource.ts";
import { fixOf } from "../../../../../src/session/doctor/fixes.ts";
import { modelAnswer } from "../../../../../src/session/exports/modelAnswer.ts";
import { inspectPlace, inspectTensor } from "../../../../../src/session/insight/inspect.ts";
import { TextInsight } from "../../../../../src/session/insight/textInsight.ts";
import { defaultReportSettings } from "../../../../../src/session/report/inputOf.ts";
import { summarize } from "../../../../../src/session/report/summary.ts";
import { defaultLabSettings } from "../../../../../src/shared/lab/settings.ts";
import { featuresOf, normalizedOf } from "../report.ts";
import { assertClose, needsAllValues, type Action } from "./action.ts";

/** Where an editor shows the values. */
const inEditor: Action["applies"] = ({ way, kind }) => way === "text" && !kind.isStatistics;

/** What stands beside the report: editor, side bar, lab, doctor, callers. */
export const besideActions: readonly Action[] = [
  {
    name: "lens",
    applies: inEditor,
    run: async ({ kind, source, createCompute }) => {
      const insight = new TextInsight(createCompute);
      const settings = { ...defaultReportSettings, reading: { ...defaultReportSettings.reading, ...kind.reading } };
      const [tensor] = await insight.tensors(source, settings);
      const { snapshot } = await insight.open(source, tensor, settings);
      assertClose(
        snapshot.features.mean,
        featuresOf(kind).map((column) => column.reduce((sum, x) => sum + x, 0) / column.length),
        "mean",
      );
      assert.equal(inspectTensor(snapshot, kind.fileName).featureCount, featuresOf(kind).length);
      await insight.layers(source, settings);
      assert.ok((await insight.outliers(source, tensor, settings, 0.1, 4)).length > 0);
      insight.dispose();
    },
  },
  {
    name: "hover and inspector",
    applies: inEditor,
    run: async ({ kind, source, session, createCompute }) => {
      const insight = new TextInsight(createCompute);
      const settings = { ...defaultReportSettings, reading: { ...defaultReportSettings.reading, ...kind.reading } };
      const normalized = featuresOf({ shape: kind.shape, values: normalizedOf(kind) });
      for (const [feature, column] of normalized.entries()) {
        const span = await session.query("dataset/place", { feature, index: 1 });
        const place = await insight.place(source, span?.start ?? 0, settings);
        assert.ok(place);
        const { value, chosen } = inspectPlace(place, kind.fileName);
        assert.equal(chosen?.index, feature);
        assertClose([value?.normalized ?? NaN], [column[1]], "x̂");
        const name = session.info?.featurePlaces[feature];
        if (name) assert.equal((await insight.place(source, name.start, settings))?.feature, feature);
      }
      insight.dispose();
    },
  },
  {
    name: "cursor",
    run: async ({ kind, way, session }) => {
      for (const feature of featuresOf(kind).keys()) {
        const span = await session.query("dataset/place", { feature, index: 1 });
        assert.equal(span === null, way === "file" || kind.isStatistics);
        const at = await session.query("dataset/valueAt", { offset: span?.start ?? 0 });
        if (span !== null) assert.deepEqual(at, { feature, index: 1 });
      }
      await session.query("dataset/outliers", { threshold: 3, limit: 10 });
    },
  },
  {
    name: "lab",
    applies: inEditor,
    refusal: ({ kind }) => (kind.shape.length > 2 ? "NOT_A_TABLE" : null),
    run: async ({ kind, source, createCompute }) => {
      const compute = createCompute();
      const { languageId, name, text } = source;
      const read = {
        languageId,
        selections: [{ start: 0, end: 0 }],
        missingValues: "omitRows",
        header: "auto",
      } as const;
      await compute.request("lab/open", { text, name, read });
      const choice = { target: "", predict: "auto", validationShare: 0.2 } as const;
      const { problem, rows } = await compute.request("lab/target", choice);
      if (problem === null) {
        assert.equal(rows, kind.shape[0]);
        const settings = {
          ...defaultLabSettings,
          source: "selection",
          width: 4,
          batchSize: 4,
          steps: 2,
          seeds: 1,
        } as const;
        const { info } = await compute.request("lab/prepare", { id: 1, settings });
        assert.ok(info.networks.length > 0);
        assert.equal((await compute.request("lab/advance", { budgetMs: 1000, steps: 2 })).step, 2);
      } else {
        assert.ok(problem.message.length > 10);
      }
    },
  },
  {
    name: "doctor",
    run: async ({ session }) => {
      await session.setOptions({ mode: "eval", precision: "float32", eps: 10 });
      const { findings, snapshot } = session;
      assert.ok(snapshot);
      assert.ok(findings.some(({ rule }) => rule === "BN002"));
      for (const { rule, feature } of findings) {
        const fix = fixOf(rule, feature, snapshot, session.examined.thresholds);
        await fix?.apply(session);
      }
      assert.ok(!session.findings.some(({ rule }) => rule === "BN002"));
    },
  },
  {
    name: "language model's answer",
    run: async ({ session, snapshot, kind }) => {
      const answer = modelAnswer(snapshot, session.findings, undefined) as { features: unknown[] };
      assert.equal((JSON.parse(JSON.stringify(answer)) as typeof answer).features.length, featuresOf(kind).length);
      await Promise.resolve();
    },
  },
  {
    name: "language model's answer about a feature that is none",
    refusal: () => "UNKNOWN_FEATURE",
    run: async ({ session, snapshot }) => {
      modelAnswer(snapshot, session.findings, ["none of these"]);
      await Promise.resolve();
    },
  },
  {
    name: "API",
    refusal: needsAllValues,
    run: async ({ kind, input, createCompute }) => {
      const { source, selections } = input;
      const analyzed = { source, selections, options: { ...kind.reading }, settings: defaultReportSettings };
      await analyzeSource(createCompute, analyzed, async (snapshot, session) => {
        const { gamma, beta } = snapshot.features;
        const { data } = await session.query("dataset/output", { gamma, beta });
        assertClose(data, normalizedOf(kind), "output");
        const summary = summarize(snapshot);
        assert.deepEqual(JSON.parse(JSON.stringify(summary)), summary);
      });
    },
  },
];

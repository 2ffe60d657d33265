import assert from "node:assert/strict";
import { withSettings } from "../../../../../src/session/report/reportInput.ts";
import { defaultReportSettings, inputOf } from "../../../../../src/session/report/inputOf.ts";
import { parseRestoreState } from "../../../../../src/session/report/restoreState.ts";
import { summarize } from "../../../../../src/session/report/summary.ts";
import { layoutNames, missingValuesPolicies, precisionNames, presetNames } from "../../../../../src/shared/options.ts";
import { featuresOf } from "../report.ts";
import { assertClose, needsValues, type Action } from "./action.ts";

/** Reading a document, and reading it again. */
export const readingActions: readonly Action[] = [
  {
    name: "open",
    run: async ({ kind, snapshot }) => {
      const { features, source } = snapshot;
      const columns = featuresOf(kind);
      assert.deepEqual(source.shape, kind.shape);
      if (kind.names !== null) assert.deepEqual(features.names, kind.names);
      assertClose(
        features.count,
        columns.map(({ length }) => length),
        "count",
      );
      const means = columns.map((column) => column.reduce((sum, x) => sum + x, 0) / column.length);
      assertClose(features.mean, means, "mean");
      assertClose(
        features.variance,
        columns.map((column, c) => column.reduce((sum, x) => sum + (x - means[c]) ** 2, 0) / column.length),
        "variance",
      );
      assertClose(
        features.min,
        columns.map((column) => Math.min(...column)),
        "min",
      );
      await Promise.resolve();
    },
  },
  {
    name: "edit live",
    run: async ({ kind, way, session, source, nextSnapshot }) => {
      const place = kind.isStatistics ? null : await session.query("dataset/place", { feature: 0, index: 0 });
      assert.equal(place === null, way === "file" || kind.isStatistics);
      const { start, end } = place ?? { start: source.text.length, end: source.text.length };
      const written = place === null ? "\n" : kind.decimalPoint === "," ? "9,5" : "9.5";
      const next = nextSnapshot();
      source.text = source.text.slice(0, start) + written + source.text.slice(end);
      source.version++;
      // As with Keep Live off and on again: typing would have it wait a quarter of a second, for every kind.
      session.live.set(false);
      session.live.documentChanged(source.uri, [
        { offset: start, length: end - start, insertedLength: written.length },
      ]);
      if (way === "file") {
        assert.equal(session.snapshot?.revision, 1);
        return;
      }
      session.live.set(true);
      assert.equal((await next).revision, 2);
      if (place === null) return;
      const { x } = await session.query("dataset/values", { feature: 0, start: 0, count: 1 });
      assert.equal(x[0], 9.5);
    },
  },
  {
    name: "values",
    refusal: needsValues,
    run: async ({ kind, session }) => {
      for (const [feature, column] of featuresOf(kind).entries()) {
        const page = await session.query("dataset/values", { feature, start: 0, count: column.length + 5 });
        assert.deepEqual([...page.x], column);
      }
    },
  },
  {
    name: "reveal",
    run: async ({ kind, way, session, source }) => {
      const { info } = session;
      assert.ok(info);
      const textOf = (span: { start: number; end: number } | null): string =>
        span === null ? "" : source.text.slice(span.start, span.end);
      if (way === "text") assert.ok(textOf(info.range).trim() !== "", "the range holds text");
      for (const [feature, column] of featuresOf(kind).entries()) {
        const name = textOf(info.featurePlaces[feature] ?? null);
        // A feature without a name is where its first value is.
        if (name !== "")
          assert.equal(name.replace(/^"|"$/g, ""), kind.names?.[feature].split(".").at(-1) ?? String(column[0]));
        for (let index = 0; index < column.length; index++) {
          const span = await session.query("dataset/place", { feature, index });
          assert.equal(span === null, way === "file" || kind.isStatistics, "a place where there is a text");
          if (span !== null) assert.equal(Number(textOf(span).replace(",", ".")), column[index]);
        }
      }
    },
  },
  {
    name: "options",
    run: async ({ session }) => {
      for (const preset of presetNames) await session.setOptions({ preset });
      for (const layout of layoutNames) await session.setOptions({ layout });
      for (const precision of precisionNames) await session.setOptions({ precision });
      for (const missingValues of missingValuesPolicies.filter((it) => it !== "error"))
        await session.setOptions({ missingValues });
      await session.setOptions({ mode: "eval" });
      assert.equal(session.snapshot?.options.mode, "eval");
    },
  },
  {
    name: "leave a feature out and take it in again",
    applies: ({ kind }) => !kind.isStatistics && (kind.shape[1] ?? 1) > 1,
    // An array in binary is read row by row, and its features are no columns to skip.
    refusal: ({ kind }) => (kind.text === null ? "UNSUPPORTED" : null),
    run: async ({ session, snapshot }) => {
      const { names, count, mean } = snapshot.features;
      await session.tryChange((input) => withSettings(input, { reading: { exclude: [names[1]] } }));
      const { features, reading } = session.snapshot ?? snapshot;
      assert.deepEqual(features.names, [names[0], ...names.slice(2)]);
      assert.deepEqual(reading.exclude, [names[1]]);
      // Without the column its gaps count no more.
      if (features.count[1] === count[2]) assertClose([features.mean[1]], [mean[2]], "mean of the next one");
      await session.tryChange((input) => withSettings(input, { reading: { exclude: [] } }));
      assert.deepEqual(session.snapshot?.features.names, names);
    },
  },
  {
    name: "restore",
    run: async ({ session, source, snapshot }) => {
      const restored = parseRestoreState(JSON.parse(JSON.stringify(session.restoreState)));
      assert.ok(restored);
      const again = await session.open(inputOf(source, restored.selections, restored.given, defaultReportSettings));
      assert.deepEqual(summarize(again), summarize(snapshot));
    },
  },
  {
    name: "cancel",
    run: async ({ kind, session }) => {
      session.cancel();
      const { counts } = await session.query("dataset/fineHistogram", { feature: 0 });
      assert.ok(counts.length > 0 || kind.isStatistics);
    },
  },
  {
    name: "preview of a file",
    applies: ({ way }) => way === "file",
    run: async ({ kind, source, createCompute }) => {
      assert.ok(source.file);
      const read = {
        languageId: source.languageId,
        selections: [],
        missingValues: "omitRows",
        header: "auto",
      } as const;
      const preview = await createCompute().request("file/preview", { read, file: source.file });
      assert.equal(preview.size, kind.bytes.length);
    },
  },
];

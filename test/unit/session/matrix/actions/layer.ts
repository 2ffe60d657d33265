import assert from "node:assert/strict";
import { compareWith } from "../../../../../src/session/layer/compareWith.ts";
import { recalibrate, undoRecalibration } from "../../../../../src/session/layer/recalibrate.ts";
import { withCompared, withNewLayer } from "../../../../../src/session/report/reportInput.ts";
import type { LayerFile } from "../../../../../src/documents/layers/index.ts";
import { fileOf } from "../report.ts";
import { assertClose, needsValues, type Action } from "./action.ts";

function jsonFile(fileName: string, value: unknown): LayerFile {
  return { kind: "text", fileName, text: JSON.stringify(value), languageId: "json" };
}

const list = (length: number, value: number): number[] => new Array<number>(length).fill(value);

/** What the Layer tab and its commands do. */
/** Before batch norm, in the order that the file's names and the data tell. */
const choice = { place: "before", layout: null, groups: null } as const;

export const layerActions: readonly Action[] = [
  {
    name: "load a layer",
    run: async ({ session, snapshot }) => {
      const { length } = snapshot.features.names;
      const state = { weight: list(length, 2), bias: list(length, 1), running_mean: list(length, 0.5) };
      const file = jsonFile("bn.json", { ...state, running_var: list(length, 4) });
      const [layer] = await session.query("layer/read", { file });
      const { features, options } = await session.setLayer({ ...layer, fileName: "bn.json" });
      assert.equal(options.mode, "eval");
      assertClose(features.usedMean, list(length, 0.5), "mean");
      assertClose(
        features.normalizedMean,
        features.mean.map((mean) => (mean - 0.5) / Math.sqrt(4 + 1e-5)),
        "mean of x̂",
      );
      await recalibrate(session);
      assertClose(session.snapshot?.features.usedMean ?? [], features.mean, "recalibrated mean");
      await undoRecalibration(session);
      assertClose(session.snapshot?.features.usedMean ?? [], list(length, 0.5), "mean after undo");
      await session.change(withNewLayer);
      assert.equal(session.snapshot?.layer, undefined);
    },
  },
  {
    name: "load a layer of another size",
    refusal: () => "LAYER_MISMATCH",
    run: async ({ session, snapshot }) => {
      const length = snapshot.features.names.length + 1;
      const file = jsonFile("bn.json", { running_mean: list(length, 0), running_var: list(length, 1) });
      const [layer] = await session.query("layer/read", { file });
      await session.setLayer({ ...layer, fileName: "bn.json" });
    },
  },
  {
    name: "compare",
    refusal: ({ kind }) => (kind.isStatistics ? "COMPARE_MISMATCH" : null),
    run: async ({ kind, session, snapshot }) => {
      await compareWith(session, fileOf(kind));
      const { compared } = session.snapshot ?? {};
      assertClose(compared?.mean ?? [], snapshot.features.mean, "mean of the other file");
      await session.change((input) => withCompared(input, undefined));
      assert.equal(session.snapshot?.compared, undefined);
    },
  },
  {
    name: "compare with other features",
    refusal: () => "COMPARE_MISMATCH",
    run: async ({ session, snapshot }) => {
      const columns = list(snapshot.features.names.length + 2, 1).map((one, c) => [`other ${c}`, [one, c, 5]]);
      await compareWith(session, jsonFile("other.json", Object.fromEntries(columns)));
    },
  },
  {
    name: "fold",
    refusal: needsValues,
    run: async ({ session, snapshot }) => {
      const { gamma, beta, runningMean, runningVar } = snapshot.features;
      const weight = Array.from(gamma, (_, c) => [1, c]);
      const file = jsonFile("fc.json", { fc: { weight, bias: list(gamma.length, 0) } });
      const layer = { gamma, beta, runningMean, runningVar, eps: 1e-5 };
      const { largestDifference } = await session.query("dataset/fold", { file, index: 0, layer, choice });
      assert.ok(largestDifference < 1e-9, String(largestDifference));
      for (const format of ["json", "code"] as const) {
        const asked = { file, index: 0, layer, choice, format, jsonName: "f.json" };
        assert.ok((await session.query("dataset/foldExport", asked)).length > 10);
      }
    },
  },
  {
    name: "fold into other weights",
    refusal: (report) => needsValues(report) ?? "FOLD_MISMATCH",
    run: async ({ session, snapshot }) => {
      const { gamma, beta, runningMean, runningVar } = snapshot.features;
      const file = jsonFile("fc.json", { weight: list(gamma.length + 7, 1).map((one) => [one]) });
      const layer = { gamma, beta, runningMean, runningVar, eps: 1e-5 };
      await session.query("dataset/fold", { file, index: 0, layer, choice });
    },
  },
];

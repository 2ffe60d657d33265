import assert from "node:assert/strict";
import { BatchNorm, EngineError } from "../../../../src/engine/index.ts";
import { assertClose } from "../support/close.ts";
import { readGolden } from "../support/golden.ts";
import { tensor } from "../support/tensors.ts";

interface ErrorCase {
  readonly description: string;
  readonly options: {
    readonly num_features: number;
    readonly affine?: boolean;
    readonly track_running_stats?: boolean;
  };
  readonly mode: "train" | "eval";
  readonly input_shape: readonly number[];
  readonly throws: boolean;
  readonly running_mean_after?: readonly number[] | null;
  readonly running_var_after?: readonly number[] | null;
}

/** PyTorch has a module for each rank; this engine takes them all. */
const wrongModule = /^wrong rank: [2-5] into/;
/** What PyTorch lets pass and this engine does not: it has nothing to normalize, or is told a number of channels. */
const stricter = /^empty batch|torch cannot tell$/;

describe("golden errors", () => {
  const { cases } = readGolden("errors/errors.json") as { readonly cases: readonly ErrorCase[] };
  for (const golden of cases.filter(({ description }) => !wrongModule.test(description))) {
    const refused = golden.throws || stricter.test(golden.description);
    it(`${refused ? "refuses" : "lets pass"}: ${golden.description}`, () => {
      const { num_features, affine, track_running_stats } = golden.options;
      const layer = new BatchNorm(num_features, {
        ...(affine === undefined ? {} : { affine }),
        ...(track_running_stats === undefined ? {} : { trackRunningStats: track_running_stats }),
      });
      const count = golden.input_shape.reduce((product, length) => product * length, 1);
      const run = () => layer.forward(tensor(new Array<number>(count).fill(1), golden.input_shape), golden.mode);
      if (refused) {
        assert.throws(run, EngineError);
        return;
      }
      assert.deepEqual(run().shape, golden.input_shape);
      assertClose(layer.runningMean ?? [], golden.running_mean_after ?? [], 1e-7);
      assertClose(layer.runningVar ?? [], golden.running_var_after ?? [], 1e-7);
    });
  }
});

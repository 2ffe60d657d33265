import { BatchNorm } from "../../../../src/engine/index.ts";
import { assertRelativelyClose } from "../support/close.ts";
import { readGolden } from "../support/golden.ts";

interface LargeCase {
  readonly formula: { readonly rows: number };
  readonly exact: Readonly<
    Record<"output_first_row" | "output_last_row" | "running_mean_after" | "running_var_after", readonly number[]>
  >;
}

describe("golden batch of 20,000 rows", () => {
  it("is as near to the exact result as numbers allow", () => {
    const { formula, exact } = readGolden("illconditioned/large_n_formula_f64.json") as LargeCase;
    const data = Float64Array.from({ length: formula.rows * 3 }, (_, k) => {
      const i = Math.floor(k / 3);
      const columns = [
        1e8 + ((i * 7919) % 1009) / 1009,
        ((i * 7919 + 17) % 1009) / 16 - 31,
        ((i * 31) % 97) * 1e-3 + 1e-3 * (i % 7),
      ];
      return columns[k % 3];
    });
    const layer = new BatchNorm(3);
    const output = layer.forward({ data, shape: [formula.rows, 3] }, "train").data;
    assertRelativelyClose(output.subarray(0, 3), exact.output_first_row, 1e-12, "first row");
    assertRelativelyClose(output.subarray(-3), exact.output_last_row, 1e-12, "last row");
    assertRelativelyClose(layer.runningMean ?? [], exact.running_mean_after, 1e-15, "running mean");
    assertRelativelyClose(layer.runningVar ?? [], exact.running_var_after, 1e-14, "running variance");
  });
});

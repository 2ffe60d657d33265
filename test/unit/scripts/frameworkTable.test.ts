import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { frameworkTable, withFrameworkTable } from "../../../scripts/frameworkTable.ts";

describe("the README's table of conventions", () => {
  const readme = readFileSync(join(import.meta.dirname, "../../../README.md"), "utf8");

  it("is the one that the code makes", () => {
    assert.equal(withFrameworkTable(readme), readme, "run: node scripts/frameworkTable.ts");
  });

  it("has a row for each framework, with ε and both senses of momentum", () => {
    const table = frameworkTable();
    assert.match(
      table,
      /\| PyTorch \| `weight` `bias` `running_mean` `running_var`.*\| 1e-5 \| 0\.1 of the new \| unbiased \| 1 \|/,
    );
    assert.match(table, /\| Flax \| `scale` `bias` `mean` `var` \| 1e-5 \| 0\.99 of the old \| biased \| −1 \|/);
  });
});

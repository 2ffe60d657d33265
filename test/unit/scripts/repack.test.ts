import assert from "node:assert/strict";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { temporaryFolder } from "../../../scripts/paths.ts";
import { run } from "../../../scripts/processes.ts";

describe("repack", function () {
  this.timeout(70_000);

  it("leaves every file as it was, in the same order, and makes the archive no larger", async () => {
    const archive = join(temporaryFolder("repack"), "layer.npz");
    copyFileSync(join(import.meta.dirname, "../../fixtures/arrays/deflated.npz"), archive);
    const before = readFileSync(archive);
    const script = join(import.meta.dirname, "../../../scripts/repack.ts");
    assert.equal(await run(process.execPath, [script, archive], { timeoutMs: 60_000 }), 0);
    const after = readFileSync(archive);
    assert.deepEqual(unzipSync(after), unzipSync(before));
    assert.deepEqual(Object.keys(unzipSync(after)), Object.keys(unzipSync(before)));
    assert.ok(after.length <= before.length, `${after.length} > ${before.length}`);
  });
});

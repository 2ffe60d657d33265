import assert from "node:assert/strict";
import { commands, extensions, window } from "vscode";
import type { Api } from "../../src/host/callers/api.ts";
import { closeAll, show } from "./show.ts";

const run = (...args: unknown[]): Promise<unknown> =>
  Promise.resolve(commands.executeCommand("batchNormExample.appendNormalized", ...args));

/** test/vscode/example, in which this suite runs. */
describe("an extension that uses the API", () => {
  afterEach(closeAll);

  it("gets the statistics of a text and its normalized values", async () => {
    await show("a,b\n1,4\n3,8\n", "csv");
    assert.deepEqual(await run(), [
      { name: "a", mean: 2, variance: 1 },
      { name: "b", mean: 6, variance: 4 },
    ]);
    const [header, first] = window.activeTextEditor?.document.getText().split(/\r?\n/) ?? [];
    assert.equal(header, "a_normalized,b_normalized");
    // √(1/(1 + 1e-5)) and √(4/(4 + 1e-5))
    const expected = [-0.999995000037, -0.999998750002];
    first.split(",").forEach((text, c) => {
      assert.ok(Math.abs(Number(text) - expected[c]) < 1e-11, `${text}, expected ${expected[c]}`);
    });
  });

  it("gets the error in words", async () => {
    await show("a,b\n1,2\n3\n", "csv");
    await assert.rejects(run(), /line 3 has 1 value, expected 2/);
    await assert.rejects(run("theano"), /preset must be one of pytorch, keras, onnx, tfjs/);
  });

  it("finds errors with a code", async () => {
    const api = extensions.getExtension<Api>("batchnorm-lens.batchnorm-lens")?.exports;
    const normalized = api?.normalize("[[1, 2, 3]]", "json");
    await assert.rejects(normalized ?? Promise.resolve(), { code: "BATCH_TOO_SMALL" });
  });
});

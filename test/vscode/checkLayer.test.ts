import assert from "node:assert/strict";
import { commands, DiagnosticSeverity, extensions, languages, type Uri } from "vscode";
import type { Api } from "../../src/host/callers/api.ts";
import type { CheckedLayer } from "../../src/session/exports/checkedLayer.ts";
import { closeAll, show } from "./show.ts";

const checkLayer = (argument: unknown): Thenable<CheckedLayer> =>
  commands.executeCommand("batchNorm.checkLayer", argument);

const rows = Array.from({ length: 40 }, (_, n) => [Math.sin(n), 5 + Math.cos(3 * n)]);
const state = (variance: string): string =>
  `{ "bn.weight": [1, 2], "bn.bias": [0, 1], "bn.running_mean": [0, 5],\n  "bn.running_var": [0.5, ${variance}], "bn.num_batches_tracked": 99 }`;

/** Waits until the doctor has marked something in a document. */
async function marks(uri: Uri) {
  for (let tries = 0; tries < 100; tries++) {
    const found = languages.getDiagnostics(uri).filter(({ source }) => source === "BatchNorm Lens");
    if (found.length > 0) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return [];
}

describe("Check Layer with Data", () => {
  afterEach(closeAll);

  it("gives the summary, the gap by cause and the findings of two files, and marks the number itself", async () => {
    const layer = await show(state("-0.5"), "json");
    const data = await show(JSON.stringify(rows), "json");
    const checked = await checkLayer({ data: data.uri, layer: layer.uri.toString() });
    assert.deepEqual([checked.mode, checked.layer?.name, checked.features.length], ["eval", "bn", 2]);
    assert.deepEqual(checked.gap.map(({ cause }) => cause).sort(), ["bessel", "drift", "eps", "warmUp"]);
    const [{ rule, severity, feature, channel, evidence, advice }] = checked.findings;
    assert.deepEqual([rule, severity, feature, channel], ["BN005", "error", "Feature 2", 1]);
    assert.match(evidence, /−0\.5/);
    assert.notEqual(advice, "");
    const [mark] = await marks(layer.uri);
    assert.equal(layer.getText(mark.range), "-0.5");
    assert.equal(mark.severity, DiagnosticSeverity.Error);
    assert.match(mark.message, /^Feature 2 · \[1\]: /);
  });

  it("takes data and layer from one file", async () => {
    const both = await show(`{ "bn": ${state("0.5").replaceAll("bn.", "")}, "x": ${JSON.stringify(rows)} }`, "json");
    const checked = await checkLayer({ data: both.uri.fsPath || both.uri, layer: both.uri });
    assert.deepEqual([checked.shape, checked.findings], [[40, 2], []]);
  });

  it("rejects a path that names no layer, and lists those there are", async () => {
    const layer = await show(state("0.5"), "json");
    const data = await show(JSON.stringify(rows), "json");
    await assert.rejects(
      async () => checkLayer({ data: data.uri, layer: layer.uri, path: "bn7" }),
      /path requires one of bn \(2\), got bn7/,
    );
  });

  it("is what the API gives of texts", async () => {
    const api = (await extensions.getExtension<Api>("batchnorm-lens.batchnorm-lens")?.activate()) ?? assert.fail();
    const json = (text: string) => ({ text, languageId: "json" });
    const { findings } = await api.checkLayer(json(JSON.stringify(rows)), json(state("NaN")));
    assert.deepEqual(
      findings.map(({ rule, channel }) => [rule, channel]),
      [["BN005", 1]],
    );
  });
});

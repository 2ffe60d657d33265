import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyzeSource, type AnalyzedSource } from "../../../../src/host/callers/analyzeSource.ts";
import { modelAnswer } from "../../../../src/session/exports/modelAnswer.ts";
import type { LayerQuestion } from "../../../../src/session/layer/checkLayer.ts";
import { defaultReportSettings } from "../../../../src/session/report/inputOf.ts";
import { DirectCompute } from "../../session/directCompute.ts";

const folder = join(import.meta.dirname, "../../../fixtures/layers");
const settings = defaultReportSettings;

interface Answer {
  readonly mode: string;
  readonly layer: { readonly name: string } | null;
  readonly trainAgainstEval?: {
    readonly answer: string;
    readonly worstChannels: readonly { readonly feature: string; readonly channel: number }[];
    readonly gapByCause: readonly { readonly cause: string; readonly mean: readonly unknown[] | null }[];
  };
  readonly findings: readonly { readonly rule: string; readonly feature: string; readonly channel: number }[];
  readonly fix: { readonly code: string } | null;
  readonly compared: { readonly shifts: readonly { readonly channel: number }[] } | null;
}

const textOf = (name: string): string => readFileSync(join(folder, name), "utf8");

const layerOf = (fileName: string, path?: string): LayerQuestion => ({
  file: { kind: "text", fileName, text: textOf(fileName), languageId: "json" },
  path,
});

/** What the language-model tool answers to the names of these files. */
function ask(data: string, others: Partial<AnalyzedSource> = {}): Promise<Answer> {
  const source = { uri: `file:///${data}`, name: data, languageId: "json", version: 1, getText: () => textOf(data) };
  const analyzed = { source, selections: [{ start: 0, end: 0 }], options: undefined, settings, ...others };
  return analyzeSource(
    () => new DirectCompute(),
    analyzed,
    (snapshot, { findings }) => modelAnswer(snapshot, findings, undefined) as Answer,
  );
}

describe("asked why train() and eval() disagree", () => {
  it("answers from one file that holds data and layer", async () => {
    const { mode, layer, trainAgainstEval, findings, fix } = await ask("drifted.json", {
      ownLayer: layerOf("drifted.json"),
    });
    assert.deepEqual([mode, layer?.name, findings[0].rule, findings[0].channel], ["eval", "bn1", "BN011", 4]);
    assert.match(trainAgainstEval?.answer ?? "", /^train\(\) and eval\(\) disagree because of Feature 5 · \[4\]/);
    assert.deepEqual(trainAgainstEval?.worstChannels.at(0)?.channel, 4);
    assert.equal(trainAgainstEval.gapByCause.length, 4);
    assert.match(fix?.code ?? "", /running_mean\[\[4\]\]/);
  });

  it("names the variance below 0 before anything else", async () => {
    const { trainAgainstEval, findings } = await ask("negative_running_var.json", {
      ownLayer: layerOf("negative_running_var.json"),
    });
    assert.deepEqual([findings[0].rule, findings[0].channel], ["BN005", 6]);
    assert.match(trainAgainstEval?.answer ?? "", /Feature 7 · \[6\]: the running variance is −0\.5: below −ε/);
  });

  it("answers from two files, and takes the layer that is named", async () => {
    const { trainAgainstEval, findings } = await ask("activations.json", { layer: layerOf("nan_layer.json", "bn1") });
    assert.deepEqual([findings[0].rule, findings[0].channel], ["BN005", 2]);
    assert.match(trainAgainstEval?.answer ?? "", /Feature 3 · \[2\]: the running mean is NaN\./);
  });

  it("lists the layers where the name is missing or none of them", async () => {
    await assert.rejects(ask("activations.json", { layer: layerOf("nan_layer.json") }), {
      code: "SEVERAL_LAYERS",
      message: /one of net\.bn1 \(8\), net\.bn2 \(8\)/,
    });
    await assert.rejects(ask("activations.json", { layer: layerOf("nan_layer.json", "bn3") }), {
      code: "NO_LAYER",
      message: /one of net\.bn1 \(8\), net\.bn2 \(8\), got bn3/,
    });
  });

  it("says of a healthy layer that the two agree", async () => {
    const { trainAgainstEval, findings, fix } = await ask("healthy.json", { ownLayer: layerOf("healthy.json") });
    assert.deepEqual([findings, fix], [[], null]);
    assert.match(trainAgainstEval?.answer ?? "", /^train\(\) and eval\(\) agree/);
  });

  it("says that it was given no layer, and compares with a second file", async () => {
    const other = { kind: "text", fileName: "healthy.json", text: textOf("healthy.json"), languageId: "json" } as const;
    const { layer, compared } = await ask("activations.json", { compareWith: other });
    assert.equal(layer, null);
    assert.equal(compared?.shifts.length, 8);
  });
});

import assert from "node:assert/strict";
import { commands, ConfigurationTarget, languages, Uri, window, workspace } from "vscode";
import type { CheckedLayer } from "../../src/session/exports/checkedLayer.ts";
import type { Summary } from "../../src/session/report/summary.ts";
import { closeAll } from "./show.ts";

// Public questions about batch norm layers, each with its right answer: test/fixtures/field/bn/*/case.md.

type Rows = readonly (readonly (number | string | null)[])[];
type Answer = Readonly<Record<string, Rows>>;

function fileOf(folder: string, name: string): Uri {
  const [{ uri: root }] = workspace.workspaceFolders ?? [];
  return Uri.joinPath(root, "layers", folder, name);
}

async function answerOf(folder: string): Promise<Answer> {
  const bytes = await workspace.fs.readFile(fileOf(folder, "answer.txt"));
  // Python writes NaN and Infinity as words.
  return JSON.parse(new TextDecoder().decode(bytes).replace(/(?<=[\s[,:])(-?Infinity|NaN)/g, '"$1"')) as Answer;
}

async function check(folder: string, data: string, layer: string): Promise<CheckedLayer> {
  // What is written is of the editor that is active.
  await window.showTextDocument(fileOf(folder, data), { preview: false });
  return commands.executeCommand("batchNorm.checkLayer", { data: fileOf(folder, data), layer: fileOf(folder, layer) });
}

const found = ({ findings }: CheckedLayer): string[] =>
  findings.map(({ rule, channel }) => (channel === null ? rule : `${rule}[${channel}]`));

const notice = ({ notices }: Summary, code: string): string => notices.find((it) => it.code === code)?.message ?? "";

/** y of the report, as Open Normalized Values writes it. */
async function output(): Promise<Rows> {
  await commands.executeCommand("batchNorm.openNormalized", { values: "output" });
  const text = window.activeTextEditor?.document.getText() ?? "";
  return JSON.parse(text) as Rows;
}

function assertRows(got: Rows, expected: Rows): void {
  const [flat, wanted] = [got.flat(), expected.flat()];
  assert.equal(flat.length, wanted.length);
  wanted.forEach((value, i) => {
    const isNear =
      typeof value === "number" && Math.abs(Number(flat[i]) - value) <= 1e-9 * Math.max(1, Math.abs(value));
    assert.ok(isNear || flat[i] === value, `${i}: got ${String(flat[i])}, expected ${String(value)}`);
  });
}

const isNear = (got: unknown, expected: number): void => {
  assert.ok(Math.abs(Number(got) - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${String(got)}, ${expected}`);
};

describe("layers that people asked about", () => {
  const settings = () => workspace.getConfiguration("batchNorm");
  before(() => settings().update("significantDigits", 17, ConfigurationTarget.Workspace));
  after(() => settings().update("significantDigits", undefined, ConfigurationTarget.Workspace));
  afterEach(closeAll);

  it("01: a counter of 0 is no new layer, and the shifted channel is named", async () => {
    const folder = "01-num-batches-tracked-zero";
    const checked = await check(folder, "activations.json", "layer.json");
    assert.deepEqual(found(checked), ["BN011[3]"]);
    assert.match(checked.findings[0].evidence, /mean 3\.27 and the standard deviation 0\.728/);
    assert.match(notice(checked, "COUNTER_RESET"), /counter was reset.*unknown.*momentum=None/);
    assert.equal(checked.gap.find(({ cause }) => cause === "warmUp")?.mean, null);
    assertRows(await output(), (await answerOf(folder))["evalOutput"]);
  });

  it("03: Flax' two trees are one layer with γ, β, mean and variance, channels last", async () => {
    const folder = "03-flax-batch-stats";
    const expected = (await answerOf(folder))["evalOutputOfPixels"];
    const pixels = await check(folder, "pixels.json", "variables.json");
    assert.deepEqual([pixels.layer?.name, pixels.eps, pixels.mode], ["bn_init", 1e-5, "eval"]);
    assertRows(await output(), expected);
    const images = await check(folder, "images-nhwc.json", "variables.json");
    assert.deepEqual([images.layout, images.features.length], ["(N, H, W, C)", 3]);
    const flat = (await output()).flat(2) as unknown as Rows;
    assertRows(flat, expected);
  });

  it("05: momentum null leaves nothing to warm up", async () => {
    const folder = "05-momentum-none";
    const checked = await check(folder, "data.json", "layer.json");
    assert.deepEqual([found(checked), checked.layer?.assumed], [[], []]);
    const warmUp = checked.gap.find(({ cause }) => cause === "warmUp");
    assert.deepEqual([warmUp?.mean, warmUp?.std], [[0, 0], [0, 0]]); // prettier-ignore
    assertRows(await output(), (await answerOf(folder))["evalOutput"]);
  });

  for (const name of [
    "both-nan.json",
    "var-nan.json",
    "mean-nan.json",
    "both-nan.safetensors",
    "mean-nan.safetensors",
  ]) {
    it(`06: ${name} breaks channel 3 alone, an error on the very number`, async () => {
      const folder = "06-nan-in-running-stats";
      const layer = `layer-${name}`;
      const checked = await check(folder, "activations.json", layer);
      assert.deepEqual([found(checked), checked.findings[0].severity], [["BN005[2]"], "error"]);
      assert.match(
        checked.findings[0].evidence,
        name.startsWith("var") ? /running variance is NaN/ : /running mean is NaN/,
      );
      assert.deepEqual(
        checked.features.map(({ outputMean }) => outputMean === "NaN"),
        [false, false, true, false],
      );
      if (!name.endsWith(".json")) return;
      const uri = fileOf(folder, layer);
      const marked = async (): Promise<string> => {
        const document = await workspace.openTextDocument(uri);
        const [mark] = languages.getDiagnostics(uri).filter(({ source }) => source === "BatchNorm Lens");
        return (mark as typeof mark | undefined) === undefined ? "" : document.getText(mark.range);
      };
      for (let tries = 0; tries < 100 && (await marked()) === ""; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.equal(await marked(), "NaN");
    });
  }

  it("09: MXNet's fix_gamma makes γ 1, and the copy without it is another layer", async () => {
    const folder = "09-mxnet-fix-gamma";
    const answer = await answerOf(folder);
    const right = await check(folder, "fc1-in.json", "params.json");
    assert.equal(right.eps, 1e-3);
    assert.notEqual(notice(right, "FIX_GAMMA"), "");
    assertRows(await output(), answer["right (gamma 1, eps 1e-3)"]);
    const naive = await check(folder, "fc1-in.json", "converted.json");
    assert.ok(!found(naive).includes("BN010"));
    assertRows(await output(), answer["wrong (stored gamma, eps 1e-5)"]);
  });

  it("11: a layer norm is refused as what it is", async () => {
    const folder = "11-layernorm-is-not-batchnorm";
    const refused = (layer: string, reason: RegExp) =>
      assert.rejects(async () => check(folder, "hidden-states.json", layer), reason);
    await refused("bert-state.json", /LayerNorm is a layer norm/);
    await refused("transformer-state.json", /no running statistics/);
  });

  for (const name of ["devices.csv", "devices-with-extremes.csv", "clients.json"]) {
    it(`13: ${name} is merged by counts, with what averaging variances loses`, async () => {
      const folder = "13-merge-devices";
      const answer = (await answerOf(folder)) as unknown as Record<
        string,
        { right: { mean: number; variance: number } }
      >;
      const merged = await commands.executeCommand<Summary>("batchNorm.loadStatistics", { uri: fileOf(folder, name) });
      for (const { name: feature, count, mean, variance } of merged.features) {
        assert.equal(count, 24);
        isNear(mean, answer[feature].right.mean);
        isNear(variance, answer[feature].right.variance);
      }
      assert.match(notice(merged, "MERGED"), /Averaging the variances would lose up to/);
    });
  }

  it("15: ε 0 over a variance of 0 gives no finite output", async () => {
    const folder = "15-eps-zero-variance-zero";
    const checked = await check(folder, "x.json", "layer.json");
    assert.deepEqual([checked.eps, found(checked)[0]], [0, "BN005[0]"]);
    assert.ok(typeof checked.features[0].outputMean === "string", String(checked.features[0].outputMean));
    assert.ok(checked.features.slice(1).every(({ outputMean }) => typeof outputMean === "number"));
  });

  it("17: what ε is assumed, and how much it matters", async () => {
    const folder = "17-eps-not-in-the-file";
    const inception = await check(folder, "inception-conv-out.json", "inception.json");
    assert.match(
      notice(inception, "ASSUMED"),
      /ε 1e-5 is assumed.*With 0\.001 the scale of channel \[1\] would be 0\.1/,
    );
    assert.match(inception.findings[0].advice, /^The channel is dead.*Keep ε/);
    const mindspore = await check(folder, "mindspore-conv-out.json", "mindspore.json");
    assert.match(notice(mindspore, "ASSUMED"), /its names are those of MindSpore/);
    assertRows(await output(), (await answerOf(folder))["mindsporeOutput (eps 1e-5)"]);
  });

  it("19: half precision's infinite and vanished variances are named", async () => {
    const folder = "19-fp16-running-var";
    const answer = await answerOf(folder);
    const half = await check(folder, "x.json", "layer-fp16.safetensors");
    assert.deepEqual(found(half).slice(0, 2), ["BN005[0]", "BN005[1]"]);
    assert.match(half.findings[0].advice, /65504/);
    assertRows(await output(), answer["fp16 output"]);
    await check(folder, "x.json", "layer-fp32.safetensors");
    assertRows(await output(), answer["fp32 output"]);
  });
});

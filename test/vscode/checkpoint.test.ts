import assert from "node:assert/strict";
import { commands, languages, TabInputCustom, Uri, window, workspace } from "vscode";

interface Layer {
  readonly name: string;
  readonly numFeatures: number;
  readonly gamma: readonly (number | string)[] | null;
  readonly runningMean: readonly (number | string)[] | null;
  readonly runningVar: readonly (number | string)[] | null;
  readonly eps: number;
  readonly assumed: readonly string[];
  readonly findings: readonly { rule: string; severity: string; channels: readonly number[]; evidence: string }[];
}

interface Summary {
  readonly format: string;
  readonly framework: string;
  readonly parts: readonly string[];
  readonly layers: readonly Layer[];
}

const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file("/");

/** A safetensors file with one layer, made here: tests of the browser have no other files than the samples. */
async function writeCheckpoint(name: string, tensors: Readonly<Record<string, readonly number[]>>): Promise<Uri> {
  let offset = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([key, values]) => {
      const begin = offset;
      offset += values.length * 4;
      return [key, { dtype: "F32", shape: [values.length], data_offsets: [begin, offset] }];
    }),
  );
  const json = new TextEncoder().encode(
    JSON.stringify(header).padEnd(Math.ceil(JSON.stringify(header).length / 8) * 8),
  );
  const bytes = new Uint8Array(8 + json.length + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(new Uint8Array(Float32Array.from(Object.values(tensors).flat()).buffer), 8 + json.length);
  const uri = Uri.joinPath(folder, name);
  await workspace.fs.writeFile(uri, bytes);
  return uri;
}

const sound = {
  "bn.weight": [1, 0.5, 0.25, 2],
  "bn.bias": [0, 0.1, -0.1, 0.2],
  "bn.running_mean": [0.5, -0.5, 1, 0],
  "bn.running_var": [1, 2, 0.5, 4],
};

const open = (argument: object): Thenable<Summary> => commands.executeCommand("batchNorm.openCheckpoint", argument);

describe("batchNorm.openCheckpoint", () => {
  afterEach(() => commands.executeCommand("workbench.action.closeAllEditors"));

  it("shows the page, and returns every number of the file", async () => {
    const uri = await writeCheckpoint("sound.safetensors", sound);
    const { format, framework, layers } = await open({ uri });
    assert.deepEqual([format, framework, layers.length], ["safetensors", "pytorch", 1]);
    const [layer] = layers;
    assert.deepEqual(layer.gamma, [1, 0.5, 0.25, 2]);
    assert.deepEqual(layer.runningMean, [0.5, -0.5, 1, 0]);
    assert.deepEqual([layer.eps, layer.assumed.includes("eps"), layer.findings], [1e-5, true, []]);
    const { input } = window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof TabInputCustom && input.viewType === "batchNorm.checkpoint");
  });

  it("writes what is not finite as words, and lists it in the Problems panel under the layer's name", async () => {
    const uri = await writeCheckpoint("broken.safetensors", { ...sound, "bn.running_mean": [0.5, NaN, 1, 0] });
    const { layers } = await open({ uri: uri.toString() });
    assert.deepEqual(layers[0].runningMean, [0.5, "NaN", 1, 0]);
    assert.deepEqual(
      layers[0].findings.map(({ severity, channels }) => [severity, channels]),
      [["error", [1]]],
    );
    const [diagnostic] = languages.getDiagnostics(uri);
    assert.match(diagnostic.message, /^bn: .*NaN/);
    assert.equal(diagnostic.source, "BatchNorm Lens");
  });

  it("reads shards that lie beside their index, wherever the folder is", async () => {
    const { "bn.running_var": variance, ...rest } = sound;
    await writeCheckpoint("half-00001-of-00002.safetensors", rest);
    await writeCheckpoint("half-00002-of-00002.safetensors", { "bn.running_var": variance });
    const names = Object.keys(sound).map((name) => [
      name,
      `half-0000${name === "bn.running_var" ? 2 : 1}-of-00002.safetensors`,
    ]);
    const uri = Uri.joinPath(folder, "half.safetensors.index.json");
    const index = JSON.stringify({ metadata: {}, weight_map: Object.fromEntries(names) as object });
    await workspace.fs.writeFile(uri, new TextEncoder().encode(index));
    const { format, layers } = await open({ uri });
    assert.equal(format, "safetensors-index");
    assert.deepEqual(
      layers.map(({ runningMean, runningVar }) => [runningMean, runningVar]),
      [[sound["bn.running_mean"], variance]],
    );
  });

  it("rejects with what the page says of a file that is no checkpoint", async () => {
    const uri = Uri.joinPath(folder, "empty.pt");
    await workspace.fs.writeFile(uri, new Uint8Array(3));
    await assert.rejects(async () => open({ uri }), /empty\.pt|file/);
  });

  it("rejects a part that is not there, and names those that are", async () => {
    const uri = await writeCheckpoint("parts.safetensors", sound);
    await assert.rejects(async () => open({ uri, part: "ema" }), /no part ema/);
  });
});

describe("batchNorm.compareCheckpoints", () => {
  afterEach(() => commands.executeCommand("workbench.action.closeAllEditors"));

  it("says in a sentence what happened between two files", async () => {
    const a = await writeCheckpoint("a.safetensors", sound);
    const b = await writeCheckpoint("b.safetensors", sound);
    const same: { sentence: string } = await commands.executeCommand("batchNorm.compareCheckpoints", { a, b });
    assert.equal(same.sentence, "The files have the same batch norm layers, to the bit.");
    const moved = await writeCheckpoint("c.safetensors", { ...sound, "bn.bias": [1, 1.1, 0.9, 1.2] });
    const other: { sentence: string; layers: { moved: number }[] } = await commands.executeCommand(
      "batchNorm.compareCheckpoints",
      { a, b: moved },
    );
    assert.match(other.sentence, /statistics of other weights|moved/);
    assert.ok(other.layers[0].moved > 0.5);
  });
});

describe("batchNorm.loadParameters", () => {
  afterEach(() => commands.executeCommand("workbench.action.closeAllEditors"));

  it("takes a layer of a checkpoint for the report", async () => {
    const uri = await writeCheckpoint("layer.pt.safetensors", sound);
    await commands.executeCommand("batchNorm.normalizeSelection", { uri: Uri.joinPath(folder, "iris.csv") });
    const summary: { features: { gamma: number; runningMean: number }[] } = await commands.executeCommand(
      "batchNorm.loadParameters",
      { uri },
    );
    assert.deepEqual(
      summary.features.map(({ gamma }) => gamma),
      [1, 0.5, 0.25, 2],
    );
  });
});

import assert from "node:assert/strict";
import { readOnnx } from "../../../../../src/documents/checkpoints/onnx/index.ts";
import type { Checkpoint, CheckpointLayer } from "../../../../../src/documents/checkpoints/types.ts";
import { assertRefused, countedRanges, sourceOf } from "../helpers.ts";
import {
  batchNorm,
  block,
  concat,
  floatAttribute,
  graphAttribute,
  initializer,
  int,
  intAttribute,
  model,
  node,
  parameters,
  parametersOf,
  tensor,
  tensorAttribute,
  text,
  varint,
} from "./onnxModel.ts";

const read = (graph: readonly Uint8Array[], opset?: number): Promise<Checkpoint> =>
  readOnnx(sourceOf("model.onnx", model(graph, opset)), null);

async function readOne(graph: readonly Uint8Array[], opset?: number): Promise<CheckpointLayer> {
  const { layers } = await read(graph, opset);
  assert.equal(layers.length, 1);
  return layers[0];
}

/** A layer whose γ comes out of `nodes` under the name "gamma". */
async function gammaOf(...nodes: readonly Uint8Array[]): Promise<number[] | null> {
  const [, beta, mean, variance] = parametersOf("bn");
  const { gamma } = await readOne([...nodes, batchNorm(["gamma", beta, mean, variance]), ...parameters("bn")]);
  return gamma && [...gamma];
}

describe("readOnnx", () => {
  it("reads a layer with the defaults of the standard, and says that they are", async () => {
    const layer = await readOne([batchNorm(parametersOf("stem.bn")), ...parameters("stem.bn")]);
    assert.deepEqual(
      { ...layer, gamma: [...(layer.gamma ?? [])] },
      {
        ...layer,
        name: "stem.bn",
        numFeatures: 3,
        gamma: [1, 2, 3],
        eps: { value: 1e-5, isAssumed: true },
        momentum: { value: 0.9, isAssumed: true },
        training: null,
        runningVariance: "biased",
      },
    );
    assert.deepEqual([...(layer.runningVar ?? [])], [4, 5, 6]);
  });

  it("reads eps and momentum as the shortest decimals", async () => {
    const attributes = [floatAttribute("epsilon", 1e-3), floatAttribute("momentum", 0.99)];
    const { eps, momentum } = await readOne([batchNorm(parametersOf("bn"), "y", { attributes }), ...parameters("bn")]);
    assert.deepEqual([eps.value, momentum.value], [1e-3, 0.99]);
  });

  it("tells training by is_test, by outputs, by training_mode, each in its opsets", async () => {
    const training = async (opset: number, attribute: Uint8Array | null, outputs: readonly string[]) => {
      const attributes = attribute === null ? [] : [attribute];
      const nodes = node("BatchNormalization", ["x", ...parametersOf("bn")], outputs, { attributes });
      return (await readOne([nodes, ...parameters("bn")], opset)).training;
    };
    const five = ["y", "a", "b", "c", "d"];
    assert.equal(await training(6, intAttribute("is_test", 1), ["y"]), false);
    assert.equal(await training(6, intAttribute("is_test", 0), five), true);
    assert.equal(await training(9, null, ["y"]), null);
    assert.equal(await training(9, null, five), true);
    assert.equal(await training(9, null, ["y", "", "", "", ""]), null);
    assert.equal(await training(14, intAttribute("training_mode", 1), ["y", "m", "v"]), true);
    assert.equal(await training(15, intAttribute("training_mode", 0), ["y"]), false);
  });

  it("reads each type of numbers, in its own field", async () => {
    const packed = (number: number, values: readonly number[]) => block(number, ...values.map(varint));
    const halves = packed(5, [0x3c00, 0xc000, 0x7c00]);
    const typed = async (dataType: number, data: Uint8Array) =>
      gammaOf(initializer("gamma", [0, 0, 0], { dataType, data }));
    assert.deepEqual(await typed(1, block(4, new Uint8Array(Float32Array.of(1, 2, 3).buffer))), [1, 2, 3]);
    assert.deepEqual(await typed(11, block(10, new Uint8Array(Float64Array.of(0.1, 2, 3).buffer))), [0.1, 2, 3]);
    assert.deepEqual(await typed(11, block(9, new Uint8Array(Float64Array.of(0.1, 2, 3).buffer))), [0.1, 2, 3]);
    assert.deepEqual(await typed(10, halves), [1, -2, Infinity]);
    assert.deepEqual(await typed(16, packed(5, [0x3f80, 0xc000, 0x7f80])), [1, -2, Infinity]);
    assert.deepEqual(await typed(10, concat(int(5, 0x3c00), int(5, 0x4000), int(5, 0))), [1, 2, 0]);
    assert.deepEqual(await typed(7, packed(7, [5, 6, 7])), [5, 6, 7]);
    assert.deepEqual(await typed(7, concat(int(7, -1n), int(7, 2n ** 40n), int(7, 0))), [-1, 2 ** 40, 0]);
    assert.equal(await typed(8, block(9, new Uint8Array(12))), null);
    assert.equal(await typed(1, block(9, new Uint8Array(8))), null);
  });

  it("reads dims that are packed", async () => {
    const content = concat(block(1, varint(3)), int(2, 1), text(8, "gamma"), block(9, new Uint8Array(12)));
    assert.deepEqual(await gammaOf(block(5, content)), [0, 0, 0]);
  });

  it("follows constants through operators that keep their values", async () => {
    const constant = node("Constant", [], ["c"], { attributes: [tensorAttribute("value", tensor("", [1, 2, 3]))] });
    assert.deepEqual(await gammaOf(constant, node("Identity", ["c"], ["gamma"])), [1, 2, 3]);
    assert.deepEqual(
      await gammaOf(constant, node("Identity", ["c"], ["d"]), node("Unsqueeze", ["d"], ["gamma"])),
      [1, 2, 3],
    );
    const row = initializer("row", [1, 2, 3], { shape: [1, 3, 1, 1] });
    assert.deepEqual(await gammaOf(row, node("Reshape", ["row", "s"], ["gamma"])), [1, 2, 3]);
    assert.deepEqual(await gammaOf(row, node("Transpose", ["row"], ["gamma"])), [1, 2, 3]);
    const table = initializer("table", [1, 2, 3, 4], { shape: [2, 2] });
    assert.equal(await gammaOf(table, node("Transpose", ["table"], ["gamma"])), null);
    assert.equal(await gammaOf(constant, node("Relu", ["c"], ["gamma"])), null);
    assert.equal(await gammaOf(node("Identity", ["gamma"], ["gamma"])), null);
  });

  it("rounds what is cast", async () => {
    const cast = (to: number) => node("Cast", ["c"], ["gamma"], { attributes: [intAttribute("to", to)] });
    const values = initializer("c", [0.1, 1, 70000]);
    const [tenth] = Float32Array.of(0.1);
    assert.deepEqual(await gammaOf(values, cast(1)), [tenth, 1, 70000]);
    assert.deepEqual(await gammaOf(values, cast(10)), [0.0999755859375, 1, Infinity]);
  });

  it("scales what is quantized", async () => {
    const data = block(9, Uint8Array.of(0, 128, 255));
    const quantized = initializer("q", [0, 0, 0], { dataType: 2, data });
    const scale = initializer("s", [0.5], { shape: [] });
    const zero = initializer("z", [0], { dataType: 2, data: block(9, Uint8Array.of(128)), shape: [] });
    const dequantize = node("DequantizeLinear", ["q", "s", "z"], ["gamma"]);
    assert.deepEqual(await gammaOf(quantized, scale, zero, dequantize), [-64, 0, 63.5]);
  });

  it("fills a shape that is constant", async () => {
    const shape = initializer("shape", [3], { dataType: 7, data: block(7, varint(3)), shape: [1] });
    const ones = tensorAttribute("value", tensor("", [1]));
    const fill = (attributes: readonly Uint8Array[]) => node("ConstantOfShape", ["shape"], ["gamma"], { attributes });
    assert.deepEqual(await gammaOf(shape, fill([ones])), [1, 1, 1]);
    assert.deepEqual(await gammaOf(shape, fill([])), [0, 0, 0]);
    const huge = initializer("shape", [1], { dataType: 7, data: block(7, varint(2n ** 40n)), shape: [1] });
    assert.equal(await gammaOf(huge, fill([ones])), null);
  });

  it("reads the layers of branches, with parameters from around them", async () => {
    const inner = [batchNorm(parametersOf("outer.bn"), "z")];
    const own = [batchNorm(parametersOf("inner.bn"), "w"), ...parameters("inner.bn")];
    const attributes = [graphAttribute("then_branch", ...inner), graphAttribute("else_branch", ...own)];
    const { layers } = await read([node("If", ["c"], ["y"], { attributes }), ...parameters("outer.bn")]);
    assert.deepEqual(
      layers.map(({ name, gamma }) => [name, gamma?.[0]]),
      [
        ["outer.bn", 1],
        ["inner.bn", 1],
      ],
    );
  });

  it("takes nodes with the same parameters for one layer, equal parameters of other names not", async () => {
    const twice = [batchNorm(parametersOf("a"), "y"), batchNorm(parametersOf("a"), "z"), ...parameters("a")];
    assert.equal((await read(twice)).notices[0].code, "SHARED_LAYER");
    const copies = parametersOf("b").map((name, i) => node("Identity", [parametersOf("a")[i]], [name]));
    const { layers } = await read([
      ...copies,
      batchNorm(parametersOf("a"), "y"),
      batchNorm(parametersOf("b"), "z"),
      ...parameters("a"),
    ]);
    assert.deepEqual(
      layers.map(({ name }) => name),
      ["a", "b"],
    );
  });

  it("leaves InstanceNormalization, and other domains' operators, alone", async () => {
    const instance = node("InstanceNormalization", ["x", "a", "b"], ["y"]);
    const foreign = node("BatchNormalization", ["x", ...parametersOf("bn")], ["y"], { domain: "com.example" });
    assert.deepEqual((await read([instance, foreign, ...parameters("bn")])).layers, []);
  });

  it("has no numbers for parameters that are inputs, but the channels that their types say", async () => {
    const shape = block(2, block(1, int(1, 7)));
    const input = (name: string) => block(11, text(1, name), block(2, block(1, int(1, 1), shape)));
    const { layers, notices } = await read([batchNorm(parametersOf("bn")), ...parametersOf("bn").map(input)]);
    assert.deepEqual([layers[0].numFeatures, layers[0].gamma, layers[0].runningVar], [7, null, null]);
    assert.equal(notices[0].code, "VALUES_NOT_IN_FILE");
  });

  it("steps over weights", async () => {
    const weights = initializer("conv.weight", [], { shape: [4_000_000], data: block(9, new Uint8Array(16_000_000)) });
    const bytes = countedRanges(model([weights, batchNorm(parametersOf("bn")), ...parameters("bn")]));
    const { layers } = await readOnnx({ ...sourceOf("model.onnx", new Uint8Array()), bytes }, null);
    assert.equal(layers[0].gamma?.length, 3);
    assert.ok(bytes.numRead() < 300_000, `${bytes.numRead()} bytes`);
  });

  it("refuses external data of every other folder", async () => {
    const locations = ["../x", "/etc/passwd", "a/b", "..", "C:\\x", "a\\b", "", "x\0"];
    for (const location of locations) {
      const external = concat(block(13, text(1, "location"), text(2, location)), int(14, 1));
      const bytes = model([batchNorm(["g", "g", "g", "g"]), initializer("g", [0, 0], { data: external })]);
      const sibling = () => assert.fail(`asked for ${location}`);
      const { layers, notices } = await readOnnx({ ...sourceOf("m.onnx", bytes), sibling }, null);
      assert.equal(layers[0].gamma, null);
      assert.match(notices[0].message, /in the same folder/);
    }
  });

  it("refuses graphs nested by the thousands, without a stack overflow", async () => {
    let graph: Uint8Array = batchNorm(parametersOf("bn"));
    for (let i = 0; i < 3000; i++)
      graph = node("If", ["c"], ["y"], { attributes: [graphAttribute("then_branch", graph)] });
    await assertRefused(read([graph]), "TOO_LARGE");
  });

  it("refuses what has no graph, or is no protobuf", async () => {
    await assertRefused(readOnnx(sourceOf("a.onnx", new Uint8Array(0)), null), "NOT_A_CHECKPOINT");
    await assertRefused(readOnnx(sourceOf("a.onnx", int(1, 7)), null), "NOT_A_CHECKPOINT");
    await assertRefused(readOnnx(sourceOf("a.onnx", new TextEncoder().encode("<html>")), null), "BROKEN");
  });

  it("stops when the person no longer wants it", async () => {
    const bytes = model([batchNorm(parametersOf("bn")), ...parameters("bn")]);
    const control = { isCancelled: () => true, onLayer: () => undefined };
    await assertRefused(readOnnx(sourceOf("a.onnx", bytes), control), "CANCELLED");
  });
});

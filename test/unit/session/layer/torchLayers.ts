import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BatchNorm, importState, type LayerState, type Tensor } from "../../../../src/engine/index.ts";

type Nested = number | readonly Nested[];

/** A trained layer with what it took and gave, as PyTorch wrote it: see make_layers.py beside the files. */
interface TorchLayerFile {
  readonly eps: number;
  readonly momentum: number;
  readonly state: LayerState & { readonly weight: number[] };
  readonly input: Nested;
  readonly train_output: Nested;
  readonly eval_output: Nested;
  readonly x: Nested;
  readonly weight: Nested;
  readonly fused_weight: Nested;
  readonly fused_bias: readonly number[];
}

export function torchLayer(name: "linear" | "conv") {
  const path = join(import.meta.dirname, `../../../fixtures/layers/${name}.json`);
  const file = JSON.parse(readFileSync(path, "utf8")) as TorchLayerFile;
  const create = (): BatchNorm => {
    const layer = new BatchNorm(file.state.weight.length, { eps: file.eps, momentum: file.momentum });
    importState(layer, file.state);
    return layer;
  };
  return {
    create,
    input: tensorOf(file.input),
    trainOutput: tensorOf(file.train_output),
    evalOutput: tensorOf(file.eval_output),
    x: tensorOf(file.x),
    weight: tensorOf(file.weight),
    foldedWeight: tensorOf(file.fused_weight),
    foldedBias: file.fused_bias,
  };
}

function tensorOf(nested: Nested): Tensor {
  const shape: number[] = [];
  for (let level = nested; typeof level !== "number"; level = level[0]) shape.push(level.length);
  return { data: Float64Array.from(flatten(nested)), shape };
}

function flatten(nested: Nested): number[] {
  return typeof nested === "number" ? [nested] : nested.flatMap(flatten);
}

import { ActivationLayer, Linear, type ActivationName, type Mode, type Tensor } from "../../engine/index.ts";
import { saturatedFrom } from "../../shared/lab/run.ts";
import { untouched, type LabNetwork } from "./network.ts";
import type { LabelledRows } from "./split.ts";
import { lossOf, scoreOf } from "./task.ts";

/** What enters the activations of the hidden layers, with the batch's own statistics, and the network's output. */
export interface Activations {
  readonly entering: readonly Tensor[];
  readonly output: Tensor;
}

/** Runs rows through a network in training mode and keeps what enters each activation; changes nothing that lasts. */
export function activationsOf(network: LabNetwork, input: Tensor): Activations {
  const entering: Tensor[] = [];
  const output = untouched(network, () =>
    network.layers.reduce((values, layer) => {
      if (layer instanceof ActivationLayer) entering.push(values);
      return layer.forward(values, "train");
    }, input),
  );
  return { entering, output };
}

/** Loss and score of some rows. Mode "train" takes the rows' own statistics and changes nothing that lasts. */
export function evaluate(network: LabNetwork, { input, labels }: LabelledRows, mode: Mode = "eval") {
  const output =
    mode === "eval" ? network.forward(input, mode) : untouched(network, () => network.forward(input, mode));
  return { loss: lossOf(output, labels).loss, score: scoreOf(output, labels) };
}

/** Gradients of the loss on some rows, in the parameters' `grad`; changes nothing that lasts. Returns the loss. */
export function computeGradients(network: LabNetwork, { input, labels }: LabelledRows): number {
  return untouched(network, () => {
    const { loss, gradOutput } = lossOf(network.forward(input, "train"), labels);
    network.backward(gradOutput);
    return loss;
  });
}

/** Norm of the loss's gradient by each linear layer's weights, the output layer last. */
export function weightGradientNorms(network: LabNetwork, rows: LabelledRows): Float64Array {
  computeGradients(network, rows);
  const weights = network.parameters().filter(({ shape }) => shape.length === 2);
  return Float64Array.from(weights, ({ grad }) => norm(grad));
}

/** Euclidean norm. */
export function norm(values: Float64Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}

/** The linear layers of a network, the output layer last. */
export function linearLayers(network: LabNetwork): Linear[] {
  return network.layers.filter((layer) => layer instanceof Linear);
}

/** Mean and spread of a layer: spread is √ of the mean over units of the biased variance over rows. */
export function layerMoments({ data, shape: [rows, width] }: Tensor): { mean: number; std: number } {
  let total = 0;
  let variances = 0;
  for (let c = 0; c < width; c++) {
    let sum = 0;
    for (let k = c; k < data.length; k += width) sum += data[k];
    const mean = sum / rows;
    let squares = 0;
    for (let k = c; k < data.length; k += width) squares += (data[k] - mean) * (data[k] - mean);
    total += mean / width;
    variances += squares / rows / width;
  }
  return { mean: total, std: Math.sqrt(variances) };
}

/**
 * Share of a layer that learns nothing: values where a sigmoid or tanh is saturated (outputs outside 0.02 to 0.98 of
 * its range), units whose ReLU is off for every row.
 */
export function uselessShare({ data, shape: [rows, width] }: Tensor, activation: ActivationName): number {
  if (activation === "sigmoid" || activation === "tanh") {
    const limit = saturatedFrom[activation];
    let count = 0;
    for (let k = 0; k < data.length; k++) {
      if (Math.abs(data[k]) > limit) count++;
    }
    return count / data.length;
  }
  let dead = 0;
  for (let c = 0; c < width; c++) {
    let n = 0;
    while (n < rows && data[n * width + c] <= 0) n++;
    if (n === rows) dead++;
  }
  return dead / width;
}

/** Each unit's values in ascending order, one unit after the other. */
export function sortedUnits({ data, shape: [rows, width] }: Tensor): Float32Array {
  const sorted = new Float32Array(data.length);
  for (let c = 0; c < width; c++) {
    const unit = sorted.subarray(c * rows, (c + 1) * rows);
    for (let n = 0; n < rows; n++) unit[n] = data[n * width + c];
    unit.sort();
  }
  return sorted;
}

/**
 * How far a layer's distribution moved: the Wasserstein-1 distance of each unit's sorted values, mean over units, in
 * units of the layer's earlier spread. The mean of |earlier − later| over all sorted values is just that.
 */
export function sortedDistance(earlier: Float32Array, later: Float32Array, earlierStd: number): number {
  let sum = 0;
  for (let k = 0; k < earlier.length; k++) sum += Math.abs(earlier[k] - later[k]);
  return sum / earlier.length / earlierStd;
}

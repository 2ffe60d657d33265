import type { PresetName } from "../../options.ts";

/** Running statistics to write into a layer: those of all channels, and which of them are to be written. */
export interface WrittenStatistics {
  /** "layer1.0.bn1"; "" where the file names none. */
  readonly name: string;
  readonly framework: PresetName;
  readonly runningMean: ArrayLike<number>;
  readonly runningVar: ArrayLike<number>;
  /** Counted from 0. */
  readonly channels: readonly number[];
}

/**
 * Python code that puts running statistics into the layer of a loaded model: of all channels by `copy_`, of some by
 * their indices. For ONNX it changes the initializers; TensorFlow.js's layers are written through Keras.
 *
 * @example
 * statisticsCode({ name: "bn1", framework: "pytorch", runningMean: [1, 2], runningVar: [3, 4], channels: [1] })
 * // …
 * //     layer.running_mean[[1]] = torch.tensor([2])
 */
export function statisticsCode(written: WrittenStatistics): string {
  const { framework, channels, runningMean, runningVar } = written;
  const isAll = channels.length === runningMean.length;
  const mean = listOf(channels.map((c) => runningMean[c]));
  const variance = listOf(channels.map((c) => runningVar[c]));
  const index = `[${channels.join(", ")}]`;
  const name = JSON.stringify(written.name === "" ? "bn" : written.name);
  switch (framework) {
    case "pytorch": {
      const set = (buffer: string, values: string): string =>
        isAll
          ? `    layer.${buffer}.copy_(torch.tensor(${values}))`
          : `    layer.${buffer}[${index}] = tensor(${values})`;
      return lines(
        "import torch",
        "",
        `layer = model.get_submodule(${name})`,
        ...(isAll ? [] : ["tensor = layer.running_mean.new_tensor"]),
        "with torch.no_grad():",
        set("running_mean", mean),
        set("running_var", variance),
      );
    }
    case "keras":
    case "tfjs":
      return lines(
        "import numpy",
        "",
        `layer = model.get_layer(${name})`,
        "mean, variance = numpy.array(layer.moving_mean), numpy.array(layer.moving_variance)",
        isAll ? `mean[:] = ${mean}` : `mean[${index}] = ${mean}`,
        isAll ? `variance[:] = ${variance}` : `variance[${index}] = ${variance}`,
        "layer.moving_mean.assign(mean)",
        "layer.moving_variance.assign(variance)",
      );
    case "onnx":
      return lines(
        "from onnx import numpy_helper",
        "",
        `node = next(node for node in model.graph.node if node.name == ${name})`,
        "for initializer in model.graph.initializer:",
        "    if initializer.name not in node.input[3:5]:",
        "        continue",
        "    values = numpy_helper.to_array(initializer).copy()",
        `    values[${isAll ? ":" : index}] = ${mean} if initializer.name == node.input[3] else ${variance}`,
        "    initializer.CopyFrom(numpy_helper.from_array(values, initializer.name))",
      );
  }
}

function lines(...parts: readonly string[]): string {
  return [...parts, ""].join("\n");
}

function listOf(values: readonly number[]): string {
  return `[${values.map(pythonNumber).join(", ")}]`;
}

function pythonNumber(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return `float("${Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf"}")`;
}

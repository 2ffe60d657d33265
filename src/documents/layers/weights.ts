import { t } from "@vscode/l10n";
import { readArrays } from "../arrays/index.ts";
import { findTensors, readTensor } from "../index.ts";
import type { LayerFile } from "./index.ts";
import { LayerFileError } from "./layerFileError.ts";

/** Weights of a linear layer or a convolution as a file holds them. */
export interface FileWeights {
  /** "fc1", "features.0"; "" where the file names none. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Its last word, which tells whose it is: "weight", "kernel", "depthwise_kernel"; "" where there is none. */
  readonly part: string;
  readonly readWeight: () => Float64Array;
  /** null: no bias. */
  readonly readBias: (() => Float64Array) | null;
}

/** A tensor of a file, with its values where they were asked for. */
export interface FileTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float64Array | null;
}

/** A tensor by its name, before its values are read. */
interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly read: () => Float64Array;
}

/**
 * The weights of two axes or more in a file, with the biases that stand beside them under the same name: JSON, CSV (one
 * row per output), .npy, .npz or .safetensors.
 *
 * @throws LayerFileError NO_LAYER where there are none
 * @throws ArrayFileError, DocumentError where the file itself is broken
 */
export function readWeights(file: LayerFile): FileWeights[] {
  const tensors = file.kind === "bytes" ? readArrays(file.bytes, file.fileName) : textTensors(file);
  const weights = tensors
    .filter(({ shape }) => shape.length > 1)
    .map((tensor): FileWeights => {
      const { layer, part } = splitName(tensor.name);
      const bias = tensors.find(({ name, shape }) => {
        const other = splitName(name);
        return shape.length === 1 && other.layer === layer && /^(?:bias|b)$/i.test(other.part);
      });
      return {
        name: layer === "" && !/^(?:weight|kernel|w)$/i.test(part) ? part : layer,
        shape: tensor.shape,
        part,
        readWeight: () => tensor.read(),
        readBias: bias === undefined ? null : () => bias.read(),
      };
    });
  if (weights.length > 0) return weights;
  throw new LayerFileError(
    "NO_LAYER",
    t("{0} requires the weights of a linear layer or a convolution: an array of two axes or more", file.fileName),
  );
}

/**
 * Every tensor of a file by name and shape, in the file's order.
 *
 * @param wanted names of those whose values are read too
 * @throws ArrayFileError, DocumentError where the file itself is broken
 */
export function fileTensors(file: LayerFile, wanted: readonly string[]): FileTensor[] {
  const tensors = file.kind === "bytes" ? readArrays(file.bytes, file.fileName) : textTensors(file);
  return tensors.map((tensor) => ({
    name: tensor.name,
    shape: tensor.shape,
    values: wanted.includes(tensor.name) ? tensor.read() : null,
  }));
}

function textTensors({ text, languageId }: Extract<LayerFile, { kind: "text" }>): NamedTensor[] {
  return findTensors(text, { languageId, header: "auto" })
    .filter(({ problem }) => problem === null)
    .map(({ path, shape, range: { start } }) => {
      const read = (): Float64Array =>
        readTensor(text, {
          ...{ languageId, selections: [{ start, end: start }], missingValues: "error", header: "auto" },
        }).data;
      // A key with dots in it is a path in brackets and quotes: ["fc1.weight"].
      return { name: path.replace(/\["(.*?)"\]/g, ".$1").replace(/^\./, ""), shape, read };
    });
}

/** "layer1.fc.weight" and "dense/kernel:0" as the layer and its part. */
function splitName(name: string): { layer: string; part: string } {
  const plain = name.replace(/:\d+$/, "");
  const cut = Math.max(plain.lastIndexOf("."), plain.lastIndexOf("/"));
  return { layer: plain.slice(0, Math.max(cut, 0)), part: plain.slice(cut + 1) };
}

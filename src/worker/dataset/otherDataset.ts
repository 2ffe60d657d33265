import { readArrays } from "../../documents/arrays/index.ts";
import { noPlaces } from "../../documents/numbers/places.ts";
import type { LayerFile } from "../../documents/layers/index.ts";
import type { TextTensor } from "../../documents/types.ts";
import type { OtherTensor } from "../../session/compute/compute.ts";
import type { ReportOptions } from "../../shared/options.ts";
import { Dataset } from "./dataset.ts";

/**
 * The tensor of another file, read as the report reads its own: a text as if nothing were selected in it, of several
 * arrays the largest.
 *
 * @throws DocumentError, ArrayFileError where the file is broken or holds no numbers
 */
export function otherDataset(file: LayerFile, options: ReportOptions): Dataset {
  const { missingValues } = options;
  const dataset =
    file.kind === "text"
      ? Dataset.ofText(file.text, { languageId: file.languageId, selections: [], missingValues, header: "auto" })
      : new Dataset(largestArray(file.bytes, file.fileName), "", () => 0);
  dataset.normalizeWith(options, null);
  return dataset;
}

/** Its features with their statistics. */
export function describeTensor(file: LayerFile, options: ReportOptions): OtherTensor {
  const { features, valuesPerFeature } = otherDataset(file, options).analyze({ ...options, mode: "train" }, null);
  const { names, mean, variance, count } = features;
  return { names, valuesPerFeature, mean, variance, count };
}

function largestArray(bytes: Uint8Array, fileName: string): TextTensor {
  const size = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
  const [largest] = readArrays(bytes, fileName).sort((a, b) => size(b.shape) - size(a.shape));
  const data = largest.read();
  const shape = largest.shape.length === 0 ? [1] : largest.shape;
  return {
    ...{ format: "json", data, shape, places: noPlaces(data.length), features: [], rangeLabel: largest.name },
    ...{ range: { start: 0, end: 0 }, sampleIndex: Uint32Array.from({ length: shape[0] }, (_, n) => n) },
    ...{ numSamplesInText: shape[0], decimalPoint: ".", leftOut: [], notices: [] },
  };
}

import { sampleSize } from "../../grid/grid.ts";
import { LineIndex } from "../../text/lineIndex.ts";
import type { TextTensor } from "../../types.ts";
import type { ArrayChoice, FilePlan } from "../plans/filePlan.ts";
import type { TextRows } from "../plans/rowPlan.ts";

/**
 * The plan for the rows of a tensor that was read out of a text. Notices about missing values that are ignored are left
 * to whoever counts them.
 *
 * @param arrays what can be read of the file instead
 */
export function planOfTensor(tensor: TextTensor, text: string, path: string, arrays: readonly ArrayChoice[]): FilePlan {
  const { shape, features, leftOut, notices, rangeLabel, sampleIndex, numSamplesInText } = tensor;
  const starts = new LineIndex(text);
  const size = sampleSize(shape);
  const lines = Uint32Array.from({ length: shape[0] }, (_, sample) => lineOf(tensor, sample, size, starts));
  const names = features.map(({ name }) => name);
  return planOfRows(tensor.data, shape, {
    format: tensor.format,
    names,
    columns: shape.length === 2 ? [...names, ...leftOut.map(({ name }) => name)] : null,
    path,
    arrays,
    notices: notices.filter(({ code }) => code !== "MISSING_IGNORED").map((notice) => ({ ...notice, place: null })),
    text: { rangeLabel, samples: sampleIndex, lines, numSamples: numSamplesInText },
  });
}

/** What of a plan the rows themselves do not say. */
type Told = Pick<FilePlan, "format" | "names" | "columns" | "path" | "arrays" | "notices"> & {
  readonly text: TextRows | null;
};

/** The plan for numbers in memory, row-major. */
export function planOfRows(data: Float64Array, shape: readonly number[], { text, ...told }: Told): FilePlan {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const lengths = shape.slice(1);
  return {
    ...told,
    rows: { kind: "binary", lengths, element: "float64", littleEndian: true, start: 0, end: bytes.length },
    lengths,
    dataStart: 0,
    dataLine: 1,
    widthLine: 1,
    memory: { bytes, text },
  };
}

function lineOf({ places }: TextTensor, sample: number, size: number, starts: LineIndex): number {
  for (let i = sample * size; i < (sample + 1) * size; i++) {
    if (places.endOf(i) > 0) return starts.lineAt(places.startOf(i));
  }
  return 0;
}

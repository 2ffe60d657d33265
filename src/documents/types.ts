/** A place in a text: UTF-16 offsets, end exclusive, as VS Code counts them. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the tokens of values stand. Any can be asked for; one after the other is fastest. */
export interface TokenPlaces {
  readonly length: number;
  /** Start and end of token i; both 0 where a missing value has no token. */
  startOf(i: number): number;
  endOf(i: number): number;
}

/**
 * A tensor read from a text. Every value knows the place of its token, so that an error points at it, a click reveals
 * it and Replace changes nothing else.
 */
export interface TextTensor {
  readonly format: "json" | "csv";
  /** Row-major, shape as the text nests it: (N), (N, C), (N, C, L), (N, C, H, W) or (N, C, D, H, W). NaN where missing. */
  readonly data: Float64Array;
  readonly shape: readonly number[];
  /** Place of every value's token, same order as `data`. */
  readonly places: TokenPlaces;
  /** Names along axis 1 (the only axis of rank 1 has one feature), with the place of the header or first key. */
  readonly features: readonly TextFeature[];
  /** What was read, for the link in the report: "lines 2–151", "columns 1–64", "[0].activations". */
  readonly rangeLabel: string;
  readonly range: Span;
  /** Where the samples that remain stood: sample i of the tensor is sample `sampleIndex[i]` of the text (rows omitted). */
  readonly sampleIndex: Uint32Array;
  /** Samples that were selected, those included that were omitted for a missing value. */
  readonly numSamplesInText: number;
  /** Samples of the array that these were selected from, which `sampleIndex` counts; undefined: all were selected. */
  readonly numSamplesInArray?: number;
  /** How the text writes numbers. */
  readonly decimalPoint: "." | ",";
  readonly leftOut: readonly LeftOutColumn[];
  readonly notices: readonly TextNotice[];
}

export interface TextFeature {
  readonly name: string;
  readonly place: Span | null;
}

/** A column that is not numbers. Its texts can serve as labels. */
export interface LeftOutColumn {
  readonly name: string;
  readonly index: number;
  readonly place: Span | null;
  /** One text per remaining sample. */
  readonly values: readonly string[];
}

export interface TextNotice {
  readonly code: string;
  readonly severity: "info" | "warning";
  readonly message: string;
  readonly place: Span | null;
  /** Other readings of the same text, each one click away; none where only one is possible. */
  readonly offers?: readonly ReadingOffer[];
}

/** Another way to read a text: what its button says, and the options that change. */
export interface ReadingOffer {
  readonly label: string;
  readonly change: Partial<Pick<ReadOptions, "header" | "decimal" | "delimiter" | "indexColumn" | "exclude" | "mask">>;
}

export interface ReadOptions {
  /** VS Code's language id; "plaintext" is looked at to see whether it is JSON or a table. */
  readonly languageId: string;
  /** Empty selections are cursors. Several are joined in document order. */
  readonly selections: readonly Span[];
  readonly missingValues: "omitRows" | "ignore" | "error";
  readonly header: "auto" | "present" | "absent";
  /** Undefined: found by looking. */
  readonly delimiter?: "," | ";" | "\t" | "|" | " " | undefined;
  /** How numbers are written; "auto" or undefined: decided by all of a file's numbers. */
  readonly decimal?: "auto" | "." | ",";
  /** Names of features to leave out. */
  readonly exclude?: readonly string[];
  /** What a first column without a name that only counts the rows is: by default a feature, which a notice says. */
  readonly indexColumn?: "auto" | "feature" | "omit";
  /** Name of the mask or the lengths beside the tensor that say which positions count; "" or undefined: all do. */
  readonly mask?: string;
  /** Whether a cursor in none of several JSON tensors is an error, SEVERAL_TENSORS, as there is someone to ask. */
  readonly asksIfSeveral?: boolean;
}

/** How a text is looked at for the tensors in it. */
export type FindOptions = Pick<ReadOptions, "languageId" | "header" | "delimiter" | "decimal">;

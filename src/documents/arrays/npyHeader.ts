import { t } from "@vscode/l10n";
import { ArrayFileError } from "./arrayFileError.ts";

/** What the header of an .npy file says. */
export interface NpyHeader {
  /** "<f8": byte order, kind, bytes per element; "records" where it is a list of fields. */
  readonly descr: string;
  /** The list of fields of a structured array. */
  readonly fields?: readonly unknown[];
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

type Literal = string | boolean | number | null | readonly Literal[] | { readonly [key: string]: Literal };

const tokenPattern = /\s*(?:('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(\d+)L?|(True|False|None)|([{}()[\]:,]))/y;
const keys = ["descr", "fortran_order", "shape"];

/**
 * Reads the Python dictionary of an .npy header: exactly the keys descr, fortran_order and shape, as NumPy's own reader
 * asks. Python 2's `3L` is read too.
 *
 * **Source**: NumPy's format description (numpy.lib.format), versions 1.0 to 3.0.
 *
 * @throws ArrayFileError BROKEN_HEADER
 * @example
 * readNpyHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }") // { descr: "<f8", …, shape: [3] }
 */
export function readNpyHeader(text: string): NpyHeader {
  const header = new LiteralReader(text).readAll();
  if (header === null || typeof header !== "object" || !isRecord(header)) throw broken(text);
  const { descr, fortran_order: fortranOrder, shape } = header;
  const names = Object.keys(header);
  if (names.length !== keys.length || !keys.every((key) => names.includes(key))) throw broken(text);
  if (typeof fortranOrder !== "boolean" || !Array.isArray(shape) || !shape.every(isLength)) throw broken(text);
  if (Array.isArray(descr)) return { descr: "records", fields: descr, fortranOrder, shape };
  if (typeof descr !== "string") throw broken(text);
  return { descr, fortranOrder, shape };
}

function isRecord(value: Exclude<Literal, null>): value is Readonly<Record<string, Literal>> {
  return typeof value === "object" && !Array.isArray(value);
}

function isLength(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function broken(text: string): ArrayFileError {
  const start = text.trim().slice(0, 80);
  return new ArrayFileError(
    "BROKEN_HEADER",
    t("npy header requires a dictionary with descr, fortran_order and shape, got {0}", start),
  );
}

/** Reads one Python literal: dictionaries, tuples, lists, strings, whole numbers, True, False and None. */
class LiteralReader {
  readonly #text: string;
  #offset = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readAll(): Literal {
    const value = this.#read(this.#next());
    if (this.#text.slice(this.#offset).trim() !== "") throw broken(this.#text);
    return value;
  }

  #next(): string {
    tokenPattern.lastIndex = this.#offset;
    const match = tokenPattern.exec(this.#text);
    if (match === null) throw broken(this.#text);
    this.#offset = tokenPattern.lastIndex;
    return match[0].trim();
  }

  #read(token: string): Literal {
    if (token === "{") return this.#readDictionary();
    if (token === "(") return this.#readSequence(")");
    if (token === "[") return this.#readSequence("]");
    if (token === "True" || token === "False") return token === "True";
    if (token === "None") return null;
    if (/^\d/.test(token)) return Number.parseInt(token, 10);
    if (/^['"]/.test(token)) return token.slice(1, -1).replace(/\\(.)/g, "$1");
    throw broken(this.#text);
  }

  #readSequence(end: string): Literal[] {
    const values: Literal[] = [];
    for (let token = this.#next(); token !== end; token = this.#next()) {
      values.push(this.#read(token));
      if (!this.#goesOn(end)) return values;
    }
    return values;
  }

  #readDictionary(): Readonly<Record<string, Literal>> {
    const entries = new Map<string, Literal>();
    for (let token = this.#next(); token !== "}"; token = this.#next()) {
      const key = this.#read(token);
      if (typeof key !== "string" || entries.has(key) || this.#next() !== ":") throw broken(this.#text);
      entries.set(key, this.#read(this.#next()));
      if (!this.#goesOn("}")) break;
    }
    return Object.fromEntries(entries);
  }

  /** Whether a comma follows, after which more may come; otherwise the end has to. */
  #goesOn(end: string): boolean {
    const token = this.#next();
    if (token !== "," && token !== end) throw broken(this.#text);
    return token === ",";
  }
}

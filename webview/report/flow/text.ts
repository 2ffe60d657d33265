/** A piece of a sentence: numbers stand out of the words around them. */
export interface TextPart {
  readonly text: string;
  readonly strong: boolean;
}

// Private-use characters: they pass through a translation and are in no text of ours.
const begin = "\u{e000}";
const end = "\u{e001}";

/** Marks an argument of a translated sentence, to be found again by `parts`. */
export function strong(text: string): string {
  return `${begin}${text}${end}`;
}

/** Splits a sentence into what was marked and what stands around it. */
export function parts(sentence: string): TextPart[] {
  return sentence
    .split(new RegExp(`(${begin}[^${end}]*${end})`, "u"))
    .filter((text) => text !== "")
    .map((text) =>
      text.startsWith(begin) ? { text: text.slice(begin.length, -end.length), strong: true } : { text, strong: false },
    );
}

/** The sentence without marks, for labels. */
export function plainText(textParts: readonly TextPart[]): string {
  return textParts.map(({ text }) => text).join("");
}

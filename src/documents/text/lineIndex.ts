/** Line numbers of offsets in a text, counted from 1. Lines end as VS Code has them: LF, CRLF or CR. */
export class LineIndex {
  readonly #starts: Uint32Array;

  constructor(text: string) {
    const starts = [0];
    for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
    this.#starts = Uint32Array.from(starts);
  }

  /** 1-based line that holds an offset. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle] <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

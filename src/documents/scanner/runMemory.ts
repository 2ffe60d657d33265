import type { NumberList, PendingNumbers } from "../numbers/numberList.ts";
import { anchorSpacing, irregular } from "../numbers/placeList.ts";
import { powersOfFive, powersOfFiveBytes } from "./powersOfFive.ts";
import { instantiateScanner, type ScannerModule } from "./scannerModule.ts";
import { bytesPerPage } from "./webAssembly.ts";

/** Characters that are copied to the module at once: they stay in a processor's nearest caches. */
const windowBytes = 1 << 16;
/** Numbers that it reads before they are copied to a list. */
const capacity = 8192;
/** Scanners look so far beyond the last character. */
const padding = 16;

/** A text whose numbers are read, and how they are written. */
export interface RunText {
  readonly codes: Uint8Array;
  /** Characters of the text; zeros stand behind them in `codes`. */
  readonly length: number;
  readonly isJson: boolean;
  readonly decimalPoint: number;
  readonly separator: number;
  /** followers[code] is 1 where a number may end before that character. */
  readonly followers: Uint8Array;
}

/**
 * The memory of the byte scanner's module as the text reader uses it: a window on the codes of one text, and the numbers
 * that were read last, until the list that they belong to has them. All texts share it, one after the other.
 */
export class RunMemory {
  readonly #module: ScannerModule;
  readonly #window: Uint8Array;
  readonly #values: Float64Array;
  readonly #gaps: Uint8Array;
  readonly #lengths: Uint8Array;
  readonly #anchors: Uint32Array;
  readonly #followers: Uint8Array;
  #text: RunText | null = null;
  #list: NumberList | null = null;
  /** Offsets in the text between which the window is. */
  #start = 0;
  #end = 0;
  /** Numbers that the list counts, but does not have. */
  #count = 0;
  /** What the list holds on to. */
  readonly #pending: PendingNumbers = {
    settle: () => {
      this.#putInList();
    },
    push: (value, start, end) => this.#push(value, start, end),
  };

  constructor() {
    const module = instantiateScanner({ oddCell: () => 0, hardNumber: () => NaN, foundText: () => undefined });
    const numAnchors = capacity / anchorSpacing + 3;
    const entries = capacity + 1; // one more for a number that is read by itself
    const sizes = [powersOfFiveBytes, 256, entries * 8, entries, entries, numAnchors * 4, windowBytes + padding];
    const addresses: number[] = [];
    let end = bytesPerPage; // the module's own constants are below
    for (const size of sizes) {
      addresses.push(end);
      end += Math.ceil(size / 16) * 16;
    }
    module.memory.grow(Math.ceil((end - module.memory.buffer.byteLength) / bytesPerPage));
    const { buffer } = module.memory;
    const [powers, followers, values, gaps, lengths, anchors, window] = addresses;
    module.powersOfFive.value = powers;
    new BigUint64Array(buffer, powers).set(powersOfFive());
    module.followers.value = followers;
    this.#followers = new Uint8Array(buffer, followers, 256);
    module.runValues.value = values;
    this.#values = new Float64Array(buffer, values, entries);
    module.runGaps.value = gaps;
    this.#gaps = new Uint8Array(buffer, gaps, entries);
    module.runLengths.value = lengths;
    this.#lengths = new Uint8Array(buffer, lengths, entries);
    module.runAnchors.value = anchors;
    this.#anchors = new Uint32Array(buffer, anchors, numAnchors);
    module.windowAddress.value = window;
    this.#window = new Uint8Array(buffer, window, windowBytes + padding);
    this.#module = module;
  }

  /** Appends a run of at most `max` numbers to the list; returns the offset behind it, or `start`. */
  scanRun(text: RunText, list: NumberList, start: number, max: number): number {
    this.#enter(text, list);
    if (this.#count === capacity) {
      this.#putInList();
      this.#attach(list);
    }
    const last = Math.min(this.#count + max, capacity);
    return this.#scan(text, list, start, (address) => this.#module.scanRun(address, last));
  }

  /** Appends arrays of `width` numbers; returns the offset behind the last one, or `start`. */
  scanRows(text: RunText, list: NumberList, start: number, width: number, joint: number): number {
    if (!this.#makeRoom(text, list, width)) {
      return start;
    }
    return this.#scan(text, list, start, (address) => this.#module.scanRows(address, width, joint, capacity));
  }

  /** Appends lines of `width` numbers; returns the offset behind the last one, or `start`. */
  scanLines(text: RunText, list: NumberList, start: number, width: number): number {
    if (!this.#makeRoom(text, list, width)) {
      return start;
    }
    return this.#scan(text, list, start, (address) => this.#module.scanLines(address, width, capacity));
  }

  /** Whether there is room for `width` numbers more, or can be. */
  #makeRoom(text: RunText, list: NumberList, width: number): boolean {
    if (width === 0 || width > capacity) {
      return false;
    }
    this.#enter(text, list);
    if (this.#count + width > capacity) {
      this.#putInList();
      this.#attach(list);
    }
    return true;
  }

  /** Reads one number, which `value` is then; returns the offset behind it, or `start`. */
  scanOne(text: RunText, start: number): number {
    this.#choose(text);
    return this.#inWindow(text, start, (address) => this.#module.scanOne(address, capacity));
  }

  /** The number that `scanOne` read. */
  get value(): number {
    return this.#values[capacity];
  }

  #scan(text: RunText, list: NumberList, start: number, scan: (address: number) => number): number {
    const end = this.#inWindow(text, start, scan);
    const count = this.#module.runCount.value;
    list.count += count - this.#count;
    this.#count = count;
    return end;
  }

  /** Scans at an offset of the text; from a new window where the old one ends too soon. */
  #inWindow(text: RunText, start: number, scan: (address: number) => number): number {
    if (start < this.#start || start >= this.#end) {
      this.#moveWindow(text, start);
    }
    const { windowAddress, isCut } = this.#module;
    const address = windowAddress.value + start - this.#start;
    let end = scan(address) - address;
    if (end === 0 && isCut.value === 1 && start > this.#start && this.#end < text.length) {
      this.#moveWindow(text, start);
      end = scan(windowAddress.value) - windowAddress.value;
    }
    return start + end;
  }

  #moveWindow({ codes, length }: RunText, start: number): void {
    const end = Math.min(start + windowBytes, length);
    this.#window.set(codes.subarray(start, end));
    this.#window.fill(0, end - start, end - start + padding);
    const { limit, isFinal, windowAddress, windowOffset } = this.#module;
    limit.value = windowAddress.value + end - start;
    isFinal.value = end === length ? 1 : 0;
    windowOffset.value = start;
    this.#start = start;
    this.#end = end;
  }

  #enter(text: RunText, list: NumberList): void {
    this.#choose(text);
    if (list.pending !== this.#pending || list !== this.#list) {
      this.#putInList();
      this.#attach(list);
    }
  }

  #choose(text: RunText): void {
    if (text === this.#text) {
      return;
    }
    this.#text = text;
    const { isJson, decimalPoint, separator } = this.#module;
    isJson.value = text.isJson ? 1 : 0;
    decimalPoint.value = text.decimalPoint;
    separator.value = text.separator;
    this.#followers.set(text.followers);
    this.#start = this.#end = 0;
  }

  /** From here on what is read is the list's. */
  #attach(list: NumberList): void {
    const { runCount, runPhase, runEnd } = this.#module;
    const { places } = list;
    runCount.value = 0;
    runPhase.value = places.length % anchorSpacing;
    runEnd.value = places.lastEnd;
    this.#list = list;
    this.#count = 0;
    list.pending = this.#pending;
  }

  /** Puts a number behind those that were read. */
  #push(value: number, start: number, end: number): boolean {
    const { runCount, runPhase, runEnd } = this.#module;
    const count = this.#count;
    const lastEnd = runEnd.value;
    const gap = start - lastEnd;
    const size = end - start;
    if (count === capacity || gap < 0 || gap >= irregular || size >= irregular) {
      return false;
    }
    this.#values[count] = value;
    this.#gaps[count] = gap;
    this.#lengths[count] = size;
    const place = count + runPhase.value;
    if (place % anchorSpacing === 0) {
      this.#anchors[place / anchorSpacing] = lastEnd;
    }
    this.#count = count + 1;
    runCount.value = count + 1;
    runEnd.value = end;
    return true;
  }

  #putInList(): void {
    const list = this.#list;
    this.#list = null;
    if (list === null) {
      return;
    }
    list.pending = null;
    const count = this.#count;
    this.#count = 0;
    if (count === 0) {
      return;
    }
    const phase = this.#module.runPhase.value;
    list.appendBlock({
      values: this.#values.subarray(0, count),
      gaps: this.#gaps.subarray(0, count),
      lengths: this.#lengths.subarray(0, count),
      anchors: this.#anchors.subarray(phase === 0 ? 0 : 1, Math.ceil((phase + count) / anchorSpacing)),
      lastEnd: this.#module.runEnd.value,
    });
  }
}

let shared: RunMemory | null | undefined;

/** The memory that all readers of a thread share; null where there is no WebAssembly. */
export function runMemory(): RunMemory | null {
  if (shared === undefined) {
    try {
      shared = new RunMemory();
    } catch {
      shared = null; // forbidden by a page's policy: numbers are read one by one then
    }
  }
  return shared;
}

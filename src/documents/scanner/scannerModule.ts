import { scannerBase64 } from "./scanner.wasm.ts";
import { webAssembly, type Register, type WebAssemblyMemory } from "./webAssembly.ts";

/** Why a scan ended; the numbers of assembly/state.ts. */
export const scanStatus = {
  scanning: -1,
  needsInput: 0,
  blockFull: 1,
  rangeEnd: 2,
  ragged: 3,
  unclosedQuote: 4,
  binary: 5,
  unexpected: 6,
  arrayEnd: 7,
  missingValue: 8,
  unusual: 9,
} as const;

/** What a cell that is not in digits is; the numbers of assembly/state.ts. */
export const cellCode = { missing: 0, infinite: 1, negativeInfinite: 2, text: 3, spelled: 4 } as const;

/** The registers of assembly/state.ts, table.ts, arrays.ts, runs.ts and statistics.ts, where they are described. */
type RegisterName =
  | ("limit" | "stop" | "isFinal" | "status" | "faultStart" | "faultCount" | "faultExpected" | "lines" | "rows")
  | ("capacity" | "block" | "rowSize" | "rowLines" | "incomplete" | "incompleteRows" | "decimalPoint")
  | (
      | "powersOfFive"
      | "uses"
      | "width"
      | "delimiter"
      | "watchCounts"
      | "rowTexts"
      | "headerStart"
      | "headerLength"
      | "rank"
      | "lengths"
      | "counts"
    )
  | ("isRecords" | "numKeys" | "keys" | "recordTexts" | "unknownMembers")
  | ("isLines" | "statistics" | "channels" | "inner" | "groupsPerRow" | "value")
  | ("windowAddress" | "windowOffset" | "separator" | "followers" | "isJson" | "runValues" | "runGaps" | "runLengths")
  | ("runAnchors" | "runCount" | "runPhase" | "runEnd" | "isCut");

/** The functions and the memory of assembly/index.ts. Addresses are in bytes. */
export type ScannerModule = Readonly<Record<RegisterName, Register>> & {
  readonly memory: WebAssemblyMemory;
  scanTable(from: number): number;
  scanArrays(from: number): number;
  scanNumber(from: number): number;
  scanRun(from: number, last: number): number;
  scanRows(from: number, width: number, joint: number, capacity: number): number;
  scanLines(from: number, width: number, capacity: number): number;
  scanOne(from: number, slot: number): number;
  accumulate(): void;
};

/** What the module asks of whoever drives it. */
export interface ScannerHost {
  oddCell(start: number, end: number): number;
  hardNumber(start: number, end: number): number;
  foundText(slot: number, start: number, end: number, line: number): void;
}

let compiled: object | undefined;

/** A scanner with registers and memory of its own. */
export function instantiateScanner(host: ScannerHost): ScannerModule {
  compiled ??= new webAssembly.Module(Uint8Array.from(atob(scannerBase64), (character) => character.charCodeAt(0)));
  // The imports are asked of the file that declares them: assembly/state.ts.
  return new webAssembly.Instance(compiled, { state: host }).exports as ScannerModule;
}

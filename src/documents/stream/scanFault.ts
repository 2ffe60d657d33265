/** What stopped a scan: which fault, where, and what the message about it needs. */
export class ScanFault extends Error {
  override readonly name = "ScanFault";
  readonly status: number;
  /** Offset in the file. */
  readonly offset: number;
  /** Line ends between the start of the range and the fault. */
  readonly line: number;
  /** From 1; 0 where it is not known. */
  readonly column: number;
  readonly count: number;
  readonly expected: number;
  /** The text at the fault, as much as there is. */
  readonly excerpt: string;

  constructor(fault: Omit<ScanFault, "name" | "message" | "stack" | "cause">) {
    super(`scan fault ${fault.status} at ${fault.offset}`);
    this.status = fault.status;
    this.offset = fault.offset;
    this.line = fault.line;
    this.column = fault.column;
    this.count = fault.count;
    this.expected = fault.expected;
    this.excerpt = fault.excerpt;
  }
}

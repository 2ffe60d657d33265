/** Who has to act on a failure decides how it reaches the user: see `src/host/errorReporter.ts`. */
export type FailureKind =
  /** The text or the selection has to change. */
  | "input"
  /** An option has to change; `field` names it. */
  | "option"
  /** Cancelled or overtaken by a newer run: nobody is told. */
  | "cancelled"
  /** The computing thread ended unexpectedly: trying again can help. */
  | "stopped"
  /** Our own bug. */
  | "internal";

/** Anything that went wrong, in a form that crosses threads and reaches the user in words. */
export interface FailureData {
  readonly kind: FailureKind;
  readonly code: string;
  readonly message: string;
  /** UTF-16 offsets in the document. */
  readonly place: { readonly start: number; readonly end: number } | null;
  readonly field?: string;
  readonly stack?: string;
}

export class Failure extends Error {
  override readonly name = "Failure";
  readonly kind: FailureKind;
  readonly code: string;
  readonly place: FailureData["place"];
  readonly field: string | undefined;

  constructor(data: FailureData) {
    super(data.message);
    this.kind = data.kind;
    this.code = data.code;
    this.place = data.place;
    this.field = data.field;
    if (data.stack !== undefined) this.stack = data.stack;
  }
}

/** How the log begins to tell of a bug of ours. A test run in whose log it stands fails. */
export const bugMark = "internal failure:";

export function cancelled(): Failure {
  return new Failure({ kind: "cancelled", code: "CANCELLED", message: "cancelled", place: null });
}

/** Whatever was thrown, as a Failure: one of ours unchanged, anything else as an internal one with its stack. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const data: FailureData = { kind: "internal", code: "INTERNAL", message: error.message, place: null };
  return new Failure(error.stack === undefined ? data : { ...data, stack: error.stack });
}

/** A Failure as plain data, for structured clone. */
export function failureData({ kind, code, message, place, field, stack }: Failure): FailureData {
  return {
    kind,
    code,
    message,
    place,
    ...(field === undefined ? {} : { field }),
    ...(stack === undefined ? {} : { stack }),
  };
}

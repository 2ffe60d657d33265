import * as character from "../../text/characters.ts";
import { JsonScanner } from "../jsonScanner.ts";
import type { Span } from "../../types.ts";

/** A member of an object: its key, and where its value stands. */
export interface ObjectMember {
  readonly key: string;
  readonly keyPlace: Span;
  readonly value: Span;
}

/** The members of the object that opens at `start`, in order. The text has been checked before. */
export function* objectMembers(text: string, codes: Uint8Array, { start, end }: Span): Iterable<ObjectMember> {
  const scanner = new JsonScanner(text, codes, start, end);
  scanner.skipSpace();
  scanner.position++;
  for (;;) {
    if (scanner.skipSpace() === character.comma) {
      scanner.position++;
    }
    if (scanner.skipSpace() !== character.doubleQuote) {
      return;
    }
    const keyStart = scanner.position;
    scanner.skipString();
    const keyEnd = scanner.position;
    scanner.skipSpace();
    scanner.position++;
    scanner.skipSpace();
    const valueStart = scanner.position;
    scanner.skipValue();
    yield {
      key: JSON.parse(text.slice(keyStart, keyEnd)) as string,
      keyPlace: { start: keyStart, end: keyEnd },
      value: { start: valueStart, end: scanner.position },
    };
  }
}

import { characterCodes } from "../../text/characterCodes.ts";
import * as character from "../../text/characters.ts";
import { JsonScanner } from "../jsonScanner.ts";
import type { Span } from "../../types.ts";

/** A name of a list, and where it stands. */
interface ListedName {
  readonly name: string;
  readonly place: Span;
}

/**
 * The names that a list writes: texts, numbers, or lists of them, as pandas writes names of several levels.
 *
 * @example
 * listedNames('["a", 1, ["b", "c"]]', { start: 0, end: 20 }) // named a, 1, b.c
 */
export function listedNames(text: string, { start, end }: Span): ListedName[] {
  const list = text.slice(start, end);
  const scanner = new JsonScanner(list, characterCodes(list), 0, list.length);
  const names: ListedName[] = [];
  scanner.position++;
  while (!endsList(scanner)) {
    const { position } = scanner;
    scanner.skipValue();
    const token = list.slice(position, scanner.position);
    names.push({ name: nameOf(token), place: { start: start + position, end: start + scanner.position } });
  }
  return names;
}

/** The names of a row that is all texts, none of them twice; null for any other. */
export function headerNames(text: string, place: Span): ListedName[] | null {
  if (!/^\[\s*"/.test(text.slice(place.start, place.end))) {
    return null;
  }
  const names = listedNames(text, place);
  const areTexts = names.every((it) => text.startsWith('"', it.place.start));
  return areTexts && new Set(names.map(({ name }) => name)).size === names.length ? names : null;
}

function endsList(scanner: JsonScanner): boolean {
  if (scanner.skipSpace() === character.comma) {
    scanner.position++;
  }
  return scanner.skipSpace() === character.closeBracket || scanner.position >= scanner.end;
}

function nameOf(token: string): string {
  try {
    const value = JSON.parse(token) as unknown;
    return Array.isArray(value) ? value.map(String).join(".") : String(value);
  } catch {
    return token;
  }
}

import { Position, Range, Uri } from "vscode";
import { parseOptions, type GivenOptions } from "../../session/options/optionGuards.ts";

/** The optional argument of `normalizeSelection` and `normalizeFile`, checked. */
export interface CommandArguments {
  readonly uri: Uri | undefined;
  readonly ranges: readonly Range[] | undefined;
  readonly options: GivenOptions;
}

/**
 * Reads what a command was called with: nothing, the Uri that a context menu passes, or `{ uri?, selections?, options? }`
 * from a keybinding or another extension, where it may have been through JSON.
 *
 * @throws Failure if an option is unknown or of the wrong kind
 */
export function parseArguments(argument: unknown): CommandArguments {
  if (argument instanceof Uri) return { uri: argument, ranges: undefined, options: parseOptions(undefined) };
  if (!isRecord(argument)) return { uri: undefined, ranges: undefined, options: parseOptions(undefined) };
  const { uri, selections, options } = argument;
  return {
    uri: parseUri(uri),
    ranges: Array.isArray(selections) ? selections.map(parseRange) : undefined,
    options: parseOptions(options),
  };
}

/** A Uri as a command's argument names it: itself, its text, a path, or its parts after JSON; undefined for anything else. */
export function parseUri(value: unknown): Uri | undefined {
  if (value instanceof Uri) return value;
  if (typeof value === "string")
    return value.includes(":/") || value.startsWith("untitled:") ? Uri.parse(value) : Uri.file(value);
  return isRecord(value) && typeof value["path"] === "string" ? Uri.from(value as unknown as Uri) : undefined;
}

/** `{ start, end }` or `{ anchor, active }` or `[start, end]`, each `{ line, character }` counted from 0. */
function parseRange(value: unknown): Range {
  const [start, end] = Array.isArray(value)
    ? (value as unknown[])
    : isRecord(value)
      ? [value["start"] ?? value["anchor"], value["end"] ?? value["active"]]
      : [];
  return new Range(parsePosition(start), parsePosition(end));
}

function parsePosition(value: unknown): Position {
  if (!isRecord(value) || typeof value["line"] !== "number" || typeof value["character"] !== "number") {
    throw new TypeError(`a selection must be { start, end } with { line, character }, got ${JSON.stringify(value)}`);
  }
  return new Position(value["line"], value["character"]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

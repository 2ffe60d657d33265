import { l10n, Position, Range, Uri } from "vscode";
import { Failure } from "../../shared/messages/failure.ts";
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
 * @throws Failure if an option is unknown or of the wrong kind, INVALID_ARGUMENT for a selection that is none
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
  if (!isRecord(value) || !isCount(value["line"]) || !isCount(value["character"])) {
    const form = "{ start: { line, character }, end: { line, character } }";
    const message = l10n.t("a selection must be {0}, got the position {1}", form, JSON.stringify(value ?? null));
    throw new Failure({ kind: "input", code: "INVALID_ARGUMENT", message, place: null });
  }
  return new Position(value["line"], value["character"]);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

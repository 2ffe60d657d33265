import { t } from "@vscode/l10n";
import { Failure } from "../../shared/messages/failure.ts";
import {
  activationNames,
  layoutNames,
  missingValuesPolicies,
  modeNames,
  precisionNames,
  presetNames,
  type ReportOptions,
} from "../../shared/options.ts";
import {
  decimalChoices,
  delimiterNames,
  headerChoices,
  indexColumnChoices,
  type Reading,
} from "../../shared/report/reading.ts";

/** Options as a caller may give them: those of the report, how it is read, and γ and β for all features or for each. */
export interface GivenOptions {
  readonly report: Partial<ReportOptions>;
  readonly reading: Partial<Reading>;
  readonly gamma?: number | readonly number[];
  readonly beta?: number | readonly number[];
}

type Guard = (value: unknown, name: string) => unknown;

const guards: Readonly<Record<keyof ReportOptions | keyof Reading | "gamma" | "beta", Guard>> = {
  mode: oneOf(modeNames),
  preset: oneOf(presetNames),
  layout: oneOf(layoutNames),
  precision: oneOf(precisionNames),
  missingValues: oneOf(missingValuesPolicies),
  activation: oneOf(activationNames),
  header: oneOf(headerChoices),
  delimiter: oneOf(delimiterNames),
  decimal: oneOf(decimalChoices),
  indexColumn: oneOf(indexColumnChoices),
  exclude: namesGuard,
  mask: textGuard,
  eps: numberGuard,
  momentum: (value, name) => (value === null ? null : numberGuard(value, name)),
  gamma: numbersGuard,
  beta: numbersGuard,
};

/**
 * Checks options that come from outside: command arguments, settings, messages.
 *
 * @throws Failure of kind "option" that names the first one that is unknown or has a value of the wrong kind
 */
export function parseOptions(given: unknown): GivenOptions {
  if (given === undefined || given === null) return { report: {}, reading: {} };
  if (typeof given !== "object") throw optionFailure("options", t("options must be an object, got {0}", show(given)));
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!isOptionName(name)) {
      throw optionFailure(name, t("unknown option {0}; known are {1}", name, Object.keys(guards).join(", ")));
    }
    checked[name] = guards[name](value, name);
  }
  const { header, delimiter, decimal, indexColumn, exclude, mask, gamma, beta, ...report } = checked;
  const reading = defined({ header, delimiter, decimal, indexColumn, exclude, mask });
  return { report, reading, ...defined({ gamma, beta }) };
}

export function optionFailure(field: string, message: string): Failure {
  return new Failure({ kind: "option", code: "INVALID_OPTION", message, place: null, field });
}

function isOptionName(name: string): name is keyof typeof guards {
  return Object.hasOwn(guards, name);
}

function defined(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

function oneOf(choices: readonly string[]): Guard {
  return (value, name) => {
    if (typeof value === "string" && choices.includes(value)) return value;
    throw optionFailure(name, t("{0} must be one of {1}, got {2}", name, choices.join(", "), show(value)));
  };
}

function numberGuard(value: unknown, name: string): number {
  if (typeof value === "number") return value;
  throw optionFailure(name, t("{0} must be a number, got {1}", name, show(value)));
}

function numbersGuard(value: unknown, name: string): number | number[] {
  if (Array.isArray(value)) return value.map((item) => numberGuard(item, name));
  return numberGuard(value, name);
}

function textGuard(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  throw optionFailure(name, t("{0} must be a name, got {1}", name, show(value)));
}

function namesGuard(value: unknown, name: string): string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw optionFailure(name, t("{0} must be a list of names, got {1}", name, show(value)));
}

function show(value: unknown): string {
  return typeof value === "function" ? "a function" : JSON.stringify(value);
}

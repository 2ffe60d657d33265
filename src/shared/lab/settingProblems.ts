import { t } from "@vscode/l10n";
import type { DataSummary } from "./data.ts";
import type { LabSettings } from "./settings.ts";

/** What is wrong with a setting, in the words that stand beside its control. */
export interface SettingProblem {
  readonly message: string;
  /** A value that would be right, offered as "Use 48". */
  readonly suggestion?: number;
}

export type SettingProblems = { readonly [K in keyof LabSettings]?: SettingProblem };

interface NumberRule {
  readonly name: () => string;
  readonly needs: () => string;
  readonly fits: (value: number) => boolean;
}

const wholeFrom = (least: number, most: number) => (value: number) =>
  Number.isInteger(value) && value >= least && value <= most;

/** Most that one run may ask for; more would only keep a person waiting. */
const limits = { depth: 20, width: 1000, steps: 1_000_000, seeds: 10 } as const;

const rules: { readonly [K in keyof LabSettings]?: NumberRule } = {
  validationShare: {
    name: () => t("validation"),
    needs: () => t("a share from 5% to 90%"),
    fits: (value) => value >= 0.05 && value <= 0.9,
  },
  depth: {
    name: () => t("hidden layers"),
    needs: () => t("a whole number from 1 to {0}", limits.depth),
    fits: wholeFrom(1, limits.depth),
  },
  width: {
    name: () => t("width"),
    needs: () => t("a whole number from 1 to {0}", limits.width),
    fits: wholeFrom(1, limits.width),
  },
  eps: { name: () => "ε", needs: () => t("a number of at least 0"), fits: (value) => value >= 0 && value < Infinity },
  momentum: {
    name: () => t("momentum"),
    needs: () => t("a number from 0 to 1"),
    fits: (value) => value >= 0 && value <= 1,
  },
  learningRate: {
    name: () => t("learning rate"),
    needs: () => t("a number above 0"),
    fits: (value) => value > 0 && value < Infinity,
  },
  batchSize: {
    name: () => t("batch size"),
    needs: () => t("a whole number of at least 2"),
    fits: wholeFrom(2, Infinity),
  },
  statisticsGroup: {
    name: () => t("statistics group"),
    needs: () => t("at least 2 rows"),
    fits: (value) => value === 0 || wholeFrom(2, Infinity)(value),
  },
  steps: {
    name: () => t("steps"),
    needs: () => t("a whole number from 1 to {0}", limits.steps),
    fits: wholeFrom(1, limits.steps),
  },
  seeds: {
    name: () => t("seeds"),
    needs: () => t("a whole number from 1 to {0}", limits.seeds),
    fits: wholeFrom(1, limits.seeds),
  },
  firstSeed: {
    name: () => t("first seed"),
    needs: () => t("a whole number of at least 0"),
    fits: wholeFrom(0, 1e9),
  },
  targetLoss: { name: () => t("target loss"), needs: () => t("a number above 0"), fits: (v) => v > 0 && v < Infinity },
};

/** Why a text typed into a number's control cannot be taken, or null. */
export function numberProblem(key: keyof LabSettings, value: number, typed = String(value)): SettingProblem | null {
  const rule = rules[key];
  if (rule === undefined || rule.fits(value)) return null;
  const got = Number.isFinite(value) ? typed : JSON.stringify(typed);
  return { message: t("{0} requires {1}, got {2}", rule.name(), rule.needs(), got) };
}

/** What keeps a run from starting: empty where nothing does. `data` is null as long as it has not been read. */
export function settingProblems(settings: LabSettings, data: DataSummary | null): SettingProblems {
  const problems: { -readonly [K in keyof SettingProblems]: SettingProblem } = {};
  for (const key of Object.keys(rules) as (keyof LabSettings)[]) {
    const problem = numberProblem(key, Number(settings[key]));
    if (problem !== null) problems[key] = problem;
  }
  if (data !== null && data.problem !== null) {
    problems[data.problem.field] ??= { message: data.problem.message };
  }
  const { batchSize, statisticsGroup } = settings;
  if (data !== null && data.problem === null && problems.batchSize === undefined && batchSize > data.trainingRows) {
    const message = t("batch size requires at most {0} training rows, got {1}", data.trainingRows, batchSize);
    problems.batchSize = { message, suggestion: data.trainingRows };
  }
  if (problems.statisticsGroup === undefined && statisticsGroup > 0 && batchSize % statisticsGroup !== 0) {
    const message = t("statistics group requires a divisor of the batch size {0}, got {1}", batchSize, statisticsGroup);
    problems.statisticsGroup = { message };
  }
  return problems;
}

/** Whether a run can start. */
export function hasProblems(problems: SettingProblems): boolean {
  return Object.keys(problems).length > 0;
}

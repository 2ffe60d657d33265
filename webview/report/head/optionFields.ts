import { t } from "@vscode/l10n";
import { formatParameter } from "../../../src/shared/text/numbers.ts";
import type { LayoutName, PresetName, ReportOptions } from "../../../src/shared/options.ts";
import type { Reading } from "../../../src/shared/report/reading.ts";
import type { ReportSource } from "../../../src/shared/report/report.ts";
import { type FieldCheck, parseNumber } from "../../common/numberText.ts";
import { readingChips } from "./readingText.ts";

/** The frameworks' names as they write them themselves. */
export const presetLabels: Readonly<Record<PresetName, string>> = {
  pytorch: "PyTorch",
  keras: "Keras",
  onnx: "ONNX",
  tfjs: "TF.js",
};

/** eps is added to a variance: anything under 0 could make a root of a negative number. */
export function checkEps(text: string): FieldCheck {
  const value = parseNumber(text);
  if (value === null) {
    return { error: t("eps must be a number, got {0}", text.trim() || t("nothing")) };
  }
  return value >= 0 && Number.isFinite(value)
    ? { value }
    : { error: t("eps must be 0 or greater, got {0}", text.trim()) };
}

/** Momentum is a share; only PyTorch knows none at all (the cumulative average). */
export function checkMomentum(text: string, preset: PresetName): FieldCheck {
  if (preset === "pytorch" && /^(none|null)?$/i.test(text.trim())) {
    return { value: null };
  }
  const value = parseNumber(text);
  if (value === null) {
    return { error: t("momentum must be a number, got {0}", text.trim() || t("nothing")) };
  }
  return value >= 0 && value <= 1 ? { value } : { error: t("momentum must be between 0 and 1, got {0}", text.trim()) };
}

/** The two ways to read a tensor of this rank, by their axes; one where there is no difference. */
export function layoutChoices({ shape, layout }: ReportSource): { name: LayoutName; label: string }[] {
  const spatial = [[], [], [], ["L"], ["H", "W"], ["D", "H", "W"]][shape.length] ?? [];
  if (spatial.length === 0) {
    return [{ name: "auto", label: layout }];
  }
  return [
    { name: "channelsFirst", label: `(${["N", "C", ...spatial].join(", ")})` },
    { name: "channelsLast", label: `(${["N", ...spatial, "C"].join(", ")})` },
  ];
}

/** The options in one line, as a narrow page folds them: "Training, PyTorch, eps 1e-5, momentum 0.1, Header: none". */
export function formatOptions({ mode, preset, eps, momentum }: ReportOptions, reading: Reading): string {
  const computing = t(
    "{0}, {1}, eps {2}, momentum {3}",
    mode === "train" ? t("Training") : t("Evaluation"),
    presetLabels[preset],
    formatParameter(eps),
    momentum === null ? t("None") : formatParameter(momentum),
  );
  return [computing, ...readingChips(reading).map(({ text }) => text)].join(", ");
}

import { t } from "@vscode/l10n";
import type { TabName } from "../store/pageView.ts";
import type { TextPart } from "./text.ts";
import type { Band } from "../../../src/shared/view/thumbnail.ts";

/** Height of the pictures of the flow, in the units of their box. */
export const flowHeight = 34;
/** Where the shapes stand in them. */
export const flowBand: Band = { top: 1, base: flowHeight };

export type FlowStepId = "input" | "statistics" | "normalized" | "output" | "activation";

/** One of the five pictures: what the method does with the selected scope. */
export interface FlowStep {
  readonly id: FlowStepId;
  readonly symbol: string;
  /** How a screen reader says the symbol: "x hat". */
  readonly spokenSymbol: string;
  readonly formula: string;
  /** The area, and its outline. */
  readonly path: string;
  /** Filled dim behind the path: the histogram under the brackets. */
  readonly dimPath: string;
  /** Drawn dim beside the path: the batch's own bracket in evaluation. */
  readonly dimLines: string;
  /** Zero, where x̂ and y share an axis. */
  readonly guides: string;
  /** Marks at the edges that have values beyond them. */
  readonly beyond: string;
  readonly text: readonly TextPart[];
  readonly shortText: readonly TextPart[];
  /** Between both: where the words have no room and the numbers have. */
  readonly mediumText: readonly TextPart[];
  /** What the step is, for who points at it. */
  readonly explanation: string;
  /** Where a click leads. */
  readonly tab: TabName;
}

/** A step with what all steps of its kind have in common. */
export function step(
  id: FlowStepId,
  text: readonly TextPart[],
  shortText: readonly TextPart[],
  picture: Partial<Pick<FlowStep, "path" | "dimPath" | "dimLines" | "guides" | "beyond" | "formula" | "mediumText">>,
): FlowStep {
  const { symbol, spokenSymbol, formula, tab, explanation } = describe(id);
  return {
    id,
    symbol,
    spokenSymbol,
    formula,
    tab,
    text,
    shortText,
    mediumText: text,
    explanation,
    path: "",
    dimPath: "",
    dimLines: "",
    guides: "",
    beyond: "",
    ...picture,
  };
}

interface Description {
  readonly symbol: string;
  readonly spokenSymbol: string;
  readonly formula: string;
  readonly tab: TabName;
  readonly explanation: string;
}

function describe(id: FlowStepId): Description {
  switch (id) {
    case "input":
      return {
        ...{ symbol: "x", spokenSymbol: t("x, input"), formula: t("input"), tab: "distribution" },
        explanation: t("The values as they are in the file."),
      };
    case "statistics":
      return {
        ...{ symbol: "μ, σ²", spokenSymbol: t("mean and variance"), formula: t("statistics"), tab: "batches" },
        explanation: t("Mean and variance of each feature, by which it is normalized."),
      };
    case "normalized":
      return {
        ...{ symbol: "x̂", spokenSymbol: t("x hat, normalized"), formula: "(x − μ)/√(σ² + ε)", tab: "distribution" },
        explanation: t("The mean is subtracted, and the rest divided by the standard deviation."),
      };
    case "output":
      return {
        ...{ symbol: "y", spokenSymbol: t("y, output"), formula: "γ · x̂ + β", tab: "distribution" },
        explanation: t("Scaled by γ and shifted by β, which a layer learns."),
      };
    case "activation":
      return {
        ...{ symbol: "a", spokenSymbol: t("a, activation"), formula: "ReLU(y)", tab: "activation" },
        explanation: t(
          "What the activation function makes of y: off is what it sets to 0, saturated where it is flat.",
        ),
      };
  }
}

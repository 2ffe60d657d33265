import { t } from "@vscode/l10n";
import type { GradientAnswer, Upstream } from "../../../../src/shared/report/questions.ts";
import { formatMeasured, inner, operands, zeroIfRounding } from "../../../../src/shared/text/numbers.ts";
import type { ReportOptions } from "../../../../src/shared/options.ts";
import type { Point } from "../../charts/outline.ts";
import { type Plot, roomy } from "../../charts/plotChart.ts";
import type { ExplainStep } from "../distribution/explainModel.ts";

/** One gradient of the table. */
export interface GradientRow {
  readonly symbol: string;
  readonly formula: string;
  readonly meaning: string;
  readonly value: number;
}

/** dL/dy as it arrives and dL/dx as it goes on, over x̂, on one vertical axis; with the line that batch norm removes. */
export function gradientPlots(answer: GradientAnswer, mode: ReportOptions["mode"]): { arrives: Plot; goesOn: Plot } {
  const x = { ...roomy([...answer.normalized], 0.04), title: t("normalized value") };
  const gradInput = Array.from(answer.gradInput, (value) => zeroIfRounding(value, Math.abs(answer.scale)));
  const y = roomy([...answer.gradOutput, ...gradInput, 0], 0.06);
  const line = (from: (x: number) => number): Point[] => [x.min, x.max].map((at) => ({ x: at, y: from(at) }));
  const points = (values: ArrayLike<number>): Point[] =>
    Array.from(values, (value, i) => ({ x: answer.normalized[i], y: value }));
  const radius = answer.normalized.length > 800 ? 1.5 : 3;
  const train = mode === "train";
  return {
    arrives: {
      x,
      y,
      series: [
        ...(train
          ? [{ kind: "line", role: "text", points: line((at) => answer.meanGrad + answer.slope * at) } as const]
          : []),
        { kind: "points", role: "output", radius, points: points(answer.gradOutput) },
      ],
    },
    goesOn: {
      x,
      y,
      series: [
        ...(train ? [{ kind: "line", role: "text", points: line(() => 0) } as const] : []),
        { kind: "points", role: "input", radius, points: points(gradInput) },
      ],
    },
  };
}

/** What happens to the gradient, in words. */
export function gradientSentences(
  answer: GradientAnswer,
  upstream: Upstream,
  mode: ReportOptions["mode"],
  name: string,
): string[] {
  const scale = formatMeasured(answer.scale);
  const what = {
    random: [],
    ones: [],
    loss: [t("L is the mean logistic loss of y for the target “{0} is above its median”.", name)],
  }[upstream];
  if (mode === "eval") {
    return [
      ...what,
      t("In evaluation the statistics are constants: dL/dx = γ/√(running_var + ε) · g, with the factor {0}.", scale),
    ];
  }
  const removes = t(
    "Batch norm removes from the gradient whatever a shift or a scale of the batch could explain: its mean and its slope over x̂. What is left is multiplied by γ/√(σ² + ε) = {0}.",
    scale,
  );
  return upstream === "ones"
    ? [
        t(
          "A gradient of ones is all mean, and batch norm removes the mean: dL/dx is 0 everywhere, whatever the data. So a check with ones proves nothing about an implementation.",
        ),
      ]
    : [...what, removes];
}

/** The gradients of the parameters, and what of the gradient's size goes on. */
export function gradientRows(answer: GradientAnswer, mode: ReportOptions["mode"]): GradientRow[] {
  const size = Math.max(1, Math.abs(answer.gradGamma), Math.abs(answer.gradBeta));
  return [
    { symbol: "dL/dβ", formula: "Σ g", meaning: t("how the loss moves with the shift"), value: answer.gradBeta },
    { symbol: "dL/dγ", formula: "Σ g · x̂", meaning: t("how it moves with the scale"), value: answer.gradGamma },
    {
      symbol: "dL/db",
      formula: "Σ dL/dx",
      meaning:
        mode === "train"
          ? t("a bias before batch norm learns nothing")
          : t("a bias before batch norm; in training it would be 0"),
      value: zeroIfRounding(answer.gradBias, size * 100),
    },
    {
      symbol: t("size of g"),
      formula: "√mean(g²)",
      meaning: t("what arrives: it would go on as it is without batch norm"),
      value: answer.gradOutputSize,
    },
    {
      symbol: t("size of dL/dx"),
      formula: "√mean((dL/dx)²)",
      meaning: t("what goes on with batch norm"),
      value: zeroIfRounding(answer.gradInputSize),
    },
  ];
}

/** One value's gradient on its way back, with operands from which a calculator gets the results. */
export function gradientSteps(answer: GradientAnswer, mode: ReportOptions["mode"], place: string): ExplainStep[] {
  const { row, meanGrad, slope, scale } = answer;
  if (row === null) {
    return [];
  }
  const { normalized, gradOutput: g } = row;
  const centered = g - meanGrad;
  const left = centered - normalized * slope;
  const arrives = step({
    what: t("arrives"),
    formula: "g",
    calculation: place,
    series: "output",
    symbol: "g",
    value: g,
  });
  const size = Math.max(Math.abs(g), 1);
  const clean = (value: number): number => zeroIfRounding(value, size);
  /** The operands from which a calculator gets the result as it is printed. */
  const written = (values: readonly number[], calculate: (...rounded: number[]) => number, result: number): string[] =>
    operands(values, (...rounded) => clean(calculate(...rounded)), formatMeasured(result), formatMeasured);
  const goesOn = { series: "input", symbol: "dL/dx", value: clean(row.gradInput) } as const;
  const product = (value: number): string => {
    const [from, factor] = written([value, scale], (a, b) => a * b, goesOn.value);
    return `${from} · ${inner(factor)}`;
  };
  if (mode === "eval") {
    return [arrives, step({ ...goesOn, what: t("scale"), formula: "· γ/√(running_var + ε)", calculation: product(g) })];
  }
  const [from, mean] = written([g, meanGrad], (a, b) => a - b, clean(centered));
  const [rest, at, by] = written([clean(centered), normalized, clean(slope)], (a, b, c) => a - b * c, clean(left));
  return [
    arrives,
    step({
      what: t("center"),
      formula: "− mean(g)",
      calculation: `${from} − ${inner(mean)}`,
      value: clean(centered),
    }),
    step({
      what: t("remove slope"),
      formula: "− x̂ · mean(g · x̂)",
      calculation: `${inner(rest)} − ${inner(at)} · ${inner(by)}`,
      value: clean(left),
    }),
    step({ ...goesOn, what: t("scale"), formula: "· γ/√(σ² + ε)", calculation: product(clean(left)) }),
  ];
}

function step({
  series = null,
  symbol = "",
  value,
  ...texts
}: Pick<ExplainStep, "what" | "formula" | "calculation" | "value"> & Partial<ExplainStep>): ExplainStep {
  return { ...texts, series, symbol, value, result: formatMeasured(value) };
}

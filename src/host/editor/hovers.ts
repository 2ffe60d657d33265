import {
  Hover,
  l10n,
  languages,
  MarkdownString,
  workspace,
  type CancellationToken,
  type Disposable,
  type HoverProvider,
  type Position,
  type TextDocument,
} from "vscode";
import { inspectPlace } from "../../session/insight/inspect.ts";
import type { InspectedFeature, InspectedValue, InspectorSubject } from "../../shared/report/inspector.ts";
import { formatCount, formatMeasured, formatWithin } from "../../shared/text/numbers.ts";
import { sparkline } from "../../shared/text/sparkline.ts";
import { distance, normalizing, restoring } from "../../shared/view/arithmetic.ts";
import { tensorFiles } from "../sources/documentSource.ts";
import type { Insight } from "./insight.ts";

const sparklineWidth = 16;

/** On a number: the arithmetic that normalizes it, in one line. On the name of a column: its statistics. */
export class ValueHovers implements HoverProvider, Disposable {
  readonly #insight: Insight;
  readonly #registration: Disposable;

  constructor(insight: Insight) {
    this.#insight = insight;
    this.#registration = languages.registerHoverProvider(tensorFiles, this);
  }

  async provideHover(document: TextDocument, position: Position, token: CancellationToken): Promise<Hover | undefined> {
    const isOn = workspace.getConfiguration("batchNorm", document).get<boolean>("hover", true);
    if (!isOn || this.#insight.refusal(document) !== null) return undefined;
    // A tensor that cannot be normalized says so when one tries to; a hover is not the place.
    const place = await this.#insight.place(document, document.offsetAt(position)).catch(() => null);
    if (place === null || token.isCancellationRequested) return undefined;
    const subject = inspectPlace(place, "");
    const { chosen, value } = subject;
    if (chosen === null) return undefined;
    return new Hover(value === null ? featureText(chosen) : valueText(subject, chosen, value));
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

function valueText({ mode, eps }: InspectorSubject, feature: InspectedFeature, value: InspectedValue): MarkdownString {
  const { name, usedMean, usedVariance, gamma, beta } = feature;
  const normalized = distance(value.x, usedMean) === 0 ? 0 : value.normalized;
  const way = normalizing(value.x, usedMean, usedVariance, eps, normalized);
  const output = restoring(gamma, normalized, beta);
  const sample = l10n.t("sample {0}", formatCount(value.sample));
  const statistics = mode === "train" ? "" : ` · ${l10n.t("with running statistics")}`;
  const x̂ = `x̂ = ${way.calculation} = ${way.result}`;
  const y = `y = ${output.calculation} = ${output.result}`;
  // γ = 1 and β = 0 change nothing: the line stays one line.
  const arithmetic = gamma === 1 && beta === 0 ? `${x̂}, y = x̂` : `${x̂}, ${y}`;
  return heading(name, `${sample}${statistics}`).appendMarkdown(arithmetic);
}

function featureText({ name, count, mean, variance, min, max, histogram }: InspectedFeature): MarkdownString {
  const values = l10n.t("{0} values", formatCount(count));
  const deviation = Math.sqrt(variance);
  const range = `${formatWithin(min, deviation)} … ${formatWithin(max, deviation)}`;
  return heading(name, values).appendMarkdown(
    `μ ${formatWithin(mean, deviation)}, σ² ${formatMeasured(variance)}, ${range}  ${sparkline(histogram.counts, sparklineWidth)}`,
  );
}

/** The name comes from the file: it is text, never markup. Everything else is ours and may break into lines. */
function heading(name: string, detail: string): MarkdownString {
  return new MarkdownString()
    .appendMarkdown("**")
    .appendText(name)
    .appendMarkdown("** · ")
    .appendMarkdown(detail)
    .appendMarkdown("\n\n");
}

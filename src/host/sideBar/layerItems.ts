import { l10n, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, type TextDocument } from "vscode";
import type { LayerRole, ParameterPlace } from "../../documents/layers/state.ts";
import type { Span } from "../../documents/types.ts";
import type { LayerOverview } from "../../session/compute/compute.ts";
import type { LayerParameters } from "../../shared/layer/parameters.ts";
import { frameworkTitles } from "../../shared/options.ts";
import { formatCount, formatMeasured, formatParameter } from "../../shared/text/numbers.ts";
import { revealCommandOf } from "./revealCommand.ts";

/** A layer whose state stands in the text. */
export interface LayerNode {
  readonly kind: "layer";
  readonly document: TextDocument;
  readonly layer: LayerOverview;
  readonly place: Span;
  readonly isOnly: boolean;
}

/** One of its parameters. */
export interface ParameterNode {
  readonly kind: "parameter";
  readonly document: TextDocument;
  readonly layer: LayerOverview;
  readonly parameter: ParameterPlace;
  readonly place: Span;
}

export function parameterNodes({ document, layer }: LayerNode): ParameterNode[] {
  return layer.places.map((parameter) => ({ kind: "parameter", document, layer, parameter, place: parameter.place }));
}

export function layerItem(node: LayerNode): TreeItem {
  const { document, layer, isOnly } = node;
  const { name, framework, numFeatures, convention = frameworkTitles[framework] } = layer.parameters;
  const state = isOnly ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const item = new TreeItem(name === "" ? l10n.t("(without a name)") : name, state);
  item.id = `${document.uri.toString()} layer ${name} ${layer.range.start}`;
  item.description = l10n.t("{0}, {1} channels, {2}", convention, formatCount(numFeatures), parts(layer.parameters));
  item.iconPath =
    layer.problem === null
      ? new ThemeIcon("layers")
      : new ThemeIcon("error", new ThemeColor("problemsErrorIcon.foreground"));
  item.contextValue = layer.problem === null ? "layer" : "brokenLayer";
  item.tooltip = layer.problem ?? l10n.t("State of a batch norm layer with the names of {0}", convention);
  item.command = revealCommandOf(node);
  return item;
}

/** The badges of a layer: what of it the file has. */
function parts({ gamma, beta, runningMean, runningVar }: LayerParameters): string {
  const there = { γ: gamma, β: beta, μ: runningMean, "σ²": runningVar };
  return Object.entries(there)
    .filter(([, values]) => values !== null)
    .map(([sign]) => sign)
    .join(" ");
}

export function parameterItem(node: ParameterNode): TreeItem {
  const { layer, parameter } = node;
  const item = new TreeItem(parameter.key);
  item.description = describe(layer.parameters, parameter.role);
  item.contextValue = "parameter";
  item.command = revealCommandOf(node);
  return item;
}

/** A number as it is, a list by its extremes. */
function describe(parameters: LayerParameters, role: LayerRole): string {
  if (role === "scaleFactor" || role === "fixGamma") return "";
  const values = parameters[role];
  if (values === null) return "";
  if (typeof values === "number") return formatParameter(values);
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return min === max
    ? l10n.t("all {0}", formatMeasured(min))
    : l10n.t("{0} to {1}", formatMeasured(min), formatMeasured(max));
}

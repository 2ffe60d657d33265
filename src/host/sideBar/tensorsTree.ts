import {
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type TextDocument,
  type TreeDataProvider,
} from "vscode";
import type { Span } from "../../documents/types.ts";
import type { Finding } from "../../session/doctor/index.ts";
import type { TensorOverview } from "../../session/compute/compute.ts";
import type { TensorInsight } from "../../session/insight/textInsight.ts";
import { toFailure, type Failure } from "../../shared/messages/failure.ts";
import { formatCount, formatMeasured } from "../../shared/text/numbers.ts";
import { featureHistogram } from "../../shared/report/report.ts";
import { revealCommandOf } from "./revealCommand.ts";
import { findingIcon, findingText } from "./findings.ts";
import { layerItem, parameterItem, parameterNodes, type LayerNode, type ParameterNode } from "./layerItems.ts";
import { sparkline } from "../../shared/text/sparkline.ts";
import type { Insight } from "../editor/insight.ts";

/** A row of the tree. Its place is what a click reveals. */
export type TensorsNode = TensorNode | FeatureNode | LayerNode | ParameterNode | TextNode;

export interface TensorNode {
  readonly kind: "tensor";
  readonly document: TextDocument;
  readonly tensor: TensorOverview;
  readonly place: Span;
  readonly isOnly: boolean;
}

/** What stands at the top: tensors and layers, in the order of the text. */
type RootNode = TensorNode | LayerNode;

interface FeatureNode {
  readonly kind: "feature";
  readonly document: TextDocument;
  readonly insight: TensorInsight;
  readonly feature: number;
  readonly place: Span | null;
}

/** A row that says something: why a tensor has no features, how many more it has, what the doctor finds in its batch. */
interface TextNode {
  readonly kind: "text";
  readonly text: string;
  readonly icon: ThemeIcon;
  readonly place: null;
}

const sparklineWidth = 6;

/** Features of one tensor that are listed; the report shows all. */
const featuresShown = 500;

/** The tensors of one document, and under each its features with their statistics, found when a row is opened. */
export class TensorsTree implements TreeDataProvider<TensorsNode> {
  readonly #insight: Insight;
  readonly #onRead: (failure: Failure | null) => void;
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  #document: TextDocument | undefined;
  #known: { readonly document: TextDocument; readonly nodes: readonly RootNode[] } | undefined;

  /** @param onRead told what is wrong with the text whenever one was read, or null */
  constructor(insight: Insight, onRead: (failure: Failure | null) => void) {
    this.#insight = insight;
    this.#onRead = onRead;
  }

  /** Shows another document, or the same one anew; undefined shows none. */
  show(document: TextDocument | undefined): void {
    this.#document = document;
    this.#changed.fire(undefined);
  }

  async getChildren(node?: TensorsNode): Promise<TensorsNode[]> {
    if (node === undefined) return [...(await this.#roots())];
    if (node.kind === "layer") return parameterNodes(node);
    return node.kind === "tensor" ? this.#features(node) : [];
  }

  getTreeItem(node: TensorsNode): TreeItem {
    switch (node.kind) {
      case "tensor":
        return tensorItem(node);
      case "feature":
        return featureItem(node);
      case "layer":
        return layerItem(node);
      case "parameter":
        return parameterItem(node);
      case "text":
        return Object.assign(new TreeItem(node.text), { iconPath: node.icon, tooltip: node.text });
    }
  }

  /** While a text cannot be read, half typed as it may be, what was in it before stays. */
  async #roots(): Promise<readonly RootNode[]> {
    const document = this.#document;
    if (document === undefined || document.isClosed) return [];
    try {
      const layers = await this.#insight.layers(document);
      const tensors = await this.#insight.tensors(document);
      const isOnly = tensors.length + layers.length === 1;
      const nodes = [
        ...tensors.map((tensor): TensorNode => ({ kind: "tensor", document, tensor, place: tensor.range, isOnly })),
        ...layers.map((layer): LayerNode => ({ kind: "layer", document, layer, place: layer.range, isOnly })),
      ].sort((a, b) => a.place.start - b.place.start);
      this.#known = { document, nodes };
      this.#onRead(null);
      return nodes;
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind !== "cancelled") this.#onRead(failure);
      return this.#known?.document === document ? this.#known.nodes : [];
    }
  }

  async #features({ document, tensor }: TensorNode): Promise<TensorsNode[]> {
    try {
      const insight = await this.#insight.open(document, tensor);
      const { names } = insight.snapshot.features;
      const rows = names.slice(0, featuresShown).map((_, feature): FeatureNode => ({
        kind: "feature",
        document,
        insight,
        feature,
        place: insight.info.featurePlaces[feature] ?? null,
      }));
      const more = names.length - rows.length;
      const ofBatch = insight.findings.filter(({ feature }) => feature < 0);
      return [
        ...ofBatch.map((finding) => textNode(findingText(finding), findingIcon([finding]))),
        ...rows,
        ...(more === 0 ? [] : [textNode(l10n.t("{0} more in the report", formatCount(more)))]),
      ];
    } catch (thrown) {
      const { kind, message } = toFailure(thrown);
      return kind === "cancelled" ? [] : [textNode(message)];
    }
  }
}

function textNode(text: string, icon = new ThemeIcon("info")): TextNode {
  return { kind: "text", text, icon, place: null };
}

function tensorItem(node: TensorNode): TreeItem {
  const { document, tensor, isOnly } = node;
  const line = document.positionAt(tensor.range.start).line + 1;
  const label = tensor.path === "" ? (document.uri.path.split("/").at(-1) ?? "") : tensor.path;
  const state = isOnly ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const item = new TreeItem(label, state);
  item.id = `${document.uri.toString()} ${tensor.path}`;
  item.description = l10n.t("{0}, line {1}", tensor.shape.join(" × "), formatCount(line));
  item.iconPath = new ThemeIcon(tensor.format === "csv" ? "table" : "symbol-array");
  item.contextValue = "tensor";
  item.tooltip = l10n.t("{0}: {1} values in {2}", label, formatCount(sizeOf(tensor)), tensor.shape.join(" × "));
  item.command = revealCommandOf(node);
  return item;
}

function featureItem(node: FeatureNode): TreeItem {
  const { insight, feature } = node;
  const { features } = insight.snapshot;
  const mean = formatMeasured(features.mean[feature]);
  const variance = formatMeasured(features.variance[feature]);
  const item = new TreeItem(features.names[feature]);
  const findings = insight.findings.filter((finding) => finding.feature === feature);
  const histogram = featureHistogram(features.histograms, feature);
  item.description = `${sparkline(histogram.counts, sparklineWidth)}  μ ${mean}  σ² ${variance}`;
  item.accessibilityInformation = {
    label: [
      l10n.t("{0}, mean {1}, variance {2}", features.names[feature], mean, variance),
      ...findings.map(findingText),
    ].join(", "),
  };
  if (findings.length > 0) item.iconPath = findingIcon(findings);
  item.tooltip = featureTooltip(node, findings);
  item.contextValue = "feature";
  if (node.place !== null) item.command = revealCommandOf(node);
  return item;
}

function featureTooltip({ insight, feature }: FeatureNode, findings: readonly Finding[]): MarkdownString {
  const { features } = insight.snapshot;
  const rows: readonly (readonly [string, string])[] = [
    [l10n.t("values"), formatCount(features.count[feature])],
    [l10n.t("missing"), formatCount(features.missing[feature])],
    [l10n.t("mean μ"), formatMeasured(features.mean[feature])],
    [l10n.t("variance σ²"), formatMeasured(features.variance[feature])],
    [l10n.t("minimum"), formatMeasured(features.min[feature])],
    [l10n.t("maximum"), formatMeasured(features.max[feature])],
    [l10n.t("values with |x̂| > 3"), formatCount(features.outliers[feature])],
  ];
  const tooltip = new MarkdownString();
  tooltip.appendMarkdown("**").appendText(features.names[feature]).appendMarkdown("**\n\n|||\n|---|--:|\n");
  for (const [name, value] of rows) tooltip.appendMarkdown(`| ${name} | ${value} |\n`.replaceAll("|x̂|", "\\|x̂\\|"));
  for (const finding of findings) {
    tooltip.appendMarkdown("\n\n").appendText(`${findingText(finding)}. ${finding.advice}`);
  }
  return tooltip;
}

function sizeOf({ shape }: TensorOverview): number {
  return shape.reduce((size, length) => size * length, 1);
}

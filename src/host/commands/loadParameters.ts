import { l10n, Uri, window } from "vscode";
import type { LayerFile } from "../../documents/layers/index.ts";
import type { Compute, ComputeRequests } from "../../session/compute/compute.ts";
import { networkFindings } from "../../session/layer/networkFindings.ts";
import type { Summary } from "../../session/report/summary.ts";
import { Failure, toFailure } from "../../shared/messages/failure.ts";
import type { LayerParameters, LoadedLayer } from "../../shared/layer/parameters.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import { isArrayFile, pickOrigin, readOrigin, type LayerOrigin } from "../pick/origin.ts";
import type { Reports } from "../report/reports.ts";
import { unnamedArray } from "../pick/unnamedArray.ts";

interface LoadServices {
  readonly reports: Reports;
  readonly errors: ErrorReporter;
  readonly createCompute: () => Compute;
  /** Makes the report that the layer is for, where there is none yet. */
  readonly normalizeSelection: () => Promise<Summary>;
}

/** What the command takes from a keybinding or another extension: a file, and which of its layers. */
interface LoadArguments {
  readonly uri?: Uri;
  readonly layer?: string;
}

/** The command **Load Layer Parameters…**. */
export class LoadParameters {
  readonly #services: LoadServices;

  constructor(services: LoadServices) {
    this.#services = services;
  }

  /**
   * Loads a layer and shows what its γ, β and running statistics do to the data of the report.
   *
   * @param argument `{ uri?, layer? }`; what is missing is asked
   * @returns the report's summary, or undefined if the person changes their mind or a notification told what is wrong
   * @throws Error with the message that the user sees, for a caller that named the file
   */
  async run(argument: unknown): Promise<Summary | undefined> {
    const given = parseArguments(argument);
    try {
      return await this.#load(given);
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.#services.errors.report(failure, undefined);
      // A command that rejects makes the palette show a dialog of its own. People have seen our notification already.
      if (given.uri === undefined) return undefined;
      throw failure;
    }
  }

  async #load({ uri, layer: name }: LoadArguments): Promise<Summary | undefined> {
    const { reports } = this.#services;
    const origin: LayerOrigin | undefined =
      uri === undefined
        ? await pickOrigin({
            title: l10n.t("Load Layer Parameters"),
            subject: reports.current?.name,
            placeHolder: l10n.t("γ, β and running statistics: JSON, CSV, .npy, .npz or .safetensors"),
          })
        : { kind: "file", uri };
    if (origin === undefined) return undefined;
    const file = await readOrigin(origin);
    if (reports.current === undefined && isShown(origin) && !(await this.#holdsData(file))) {
      const message = l10n.t(
        "Select the data and run Normalize Selection first: the layer's parameters are put on them",
      );
      throw new Failure({ kind: "input", code: "NO_REPORT", message, place: null });
    }
    const layer = await this.#layerOf(file, name);
    if (layer === undefined) return undefined;
    if (reports.current === undefined) await this.#services.normalizeSelection();
    const document = documentOf(origin);
    const report = reports.current;
    const summary = await report?.setLayer({ ...layer, fileName: file.fileName, ...(document && { document }) });
    report?.showPart("verdict");
    return summary;
  }

  /** Whether a text holds rows of numbers beside the layer: they are the data then. */
  async #holdsData(file: LayerFile): Promise<boolean> {
    if (file.kind === "bytes" || !file.languageId.startsWith("json")) return false;
    const compute = this.#services.createCompute();
    try {
      const find = { languageId: file.languageId, header: "auto" } as const;
      const tensors = await compute.request("text/tensors", { text: file.text, find });
      return tensors.some(({ shape }) => shape.length > 1);
    } finally {
      compute.dispose();
    }
  }

  /** The layer of a file that the person means; undefined if they change their mind. */
  async #layerOf(
    file: LayerFile,
    name: string | undefined,
  ): Promise<(LayerParameters & Pick<LoadedLayer, "fromNetwork">) | undefined> {
    const { snapshot } = this.#services.reports.current?.session ?? { snapshot: null };
    const compute = this.#services.createCompute();
    try {
      const layers = await compute.request("layer/read", { file });
      const layer = await pickLayer(layers, name, snapshot?.source.featureCount);
      if (layer === undefined) return undefined;
      const ask = (type: "layer/tensors", params: ComputeRequests["layer/tensors"]["params"]) =>
        compute.request(type, params);
      return { ...layer, fromNetwork: await networkFindings(ask, file, layers, layer) };
    } catch (thrown) {
      const failure = toFailure(thrown);
      const layer = failure.code === "NO_LAYER" ? await unnamedArray(file, compute, snapshot?.layer) : undefined;
      if (layer === undefined) throw failure;
      return layer ?? undefined;
    } finally {
      compute.dispose();
    }
  }
}

/** The document that the layer's places are in, and where the text begins that was read; undefined for arrays. */
function documentOf(origin: LayerOrigin): LoadedLayer["document"] {
  if (origin.kind === "file") return isArrayFile(origin.uri) ? undefined : { uri: origin.uri.toString(), offset: 0 };
  const { document, text } = origin;
  const isWhole = text.length === document.getText().length;
  const selection = window.visibleTextEditors.find((editor) => editor.document === document)?.selection;
  return { uri: document.uri.toString(), offset: isWhole || !selection ? 0 : document.offsetAt(selection.start) };
}

/** Whether the layer is what the active editor shows: then the data are not. */
function isShown(origin: LayerOrigin): boolean {
  return origin.kind === "editor" || window.activeTextEditor?.document.uri.toString() === origin.uri.toString();
}

/** The only layer, the one that is named, or the one that the person picks: those that fit the data come first. */
async function pickLayer(
  layers: readonly LayerParameters[],
  name: string | undefined,
  numFeatures: number | undefined,
): Promise<LayerParameters | undefined> {
  if (name !== undefined) {
    const named = layers.find((layer) => layer.name === name);
    if (named !== undefined) return named;
    const message = l10n.t("layer requires one of {0}, got {1}", layers.map((layer) => layer.name).join(", "), name);
    throw new Failure({ kind: "input", code: "NO_LAYER", message, place: null });
  }
  if (layers.length === 1) return layers[0];
  const fits = (layer: LayerParameters): boolean => layer.numFeatures === numFeatures;
  const items = [...layers.filter(fits), ...layers.filter((layer) => !fits(layer))].map((layer) => ({
    label: layer.name === "" ? l10n.t("(without a name)") : layer.name,
    description: l10n.t("{0} channels", layer.numFeatures),
    detail: layer.runningMean === null ? l10n.t("γ and β, no running statistics") : l10n.t("γ, β, running statistics"),
    layer,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t("Load Layer Parameters"),
    placeHolder:
      numFeatures === undefined
        ? l10n.t("Which layer?")
        : l10n.t("Which layer? The selected data have {0} features", numFeatures),
  });
  return picked?.layer;
}

/** A Uri from a context menu, or an object that may have been through JSON. */
function parseArguments(argument: unknown): LoadArguments {
  if (argument instanceof Uri) return { uri: argument };
  if (typeof argument !== "object" || argument === null) return {};
  const { uri, layer } = argument as Record<string, unknown>;
  return {
    ...(uri instanceof Uri ? { uri } : typeof uri === "string" ? { uri: Uri.parse(uri) } : {}),
    ...(typeof layer === "string" ? { layer } : {}),
  };
}

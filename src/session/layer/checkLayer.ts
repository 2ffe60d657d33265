import { t } from "@vscode/l10n";
import type { LayerFile } from "../../documents/layers/index.ts";
import { Failure, toFailure } from "../../shared/messages/failure.ts";
import { layerMismatch, type LayerParameters, type LoadedLayer } from "../../shared/layer/parameters.ts";
import type { ReportOptions } from "../../shared/options.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import { networkFindings } from "./networkFindings.ts";
import type { ReportSession } from "../report/reportSession.ts";

/** A file with the layer to check, and which of its layers. */
export interface LayerQuestion {
  readonly file: LayerFile;
  /** "layer1.0.bn1"; undefined: the one whose channels are the data's features. */
  readonly path?: string | undefined;
  /** The document that the file's text is, so that findings are marked in it; undefined for arrays. */
  readonly document?: LoadedLayer["document"];
}

/**
 * Puts a layer of a file on the data of a report.
 *
 * @param given what a caller wants other than the layer has it
 * @throws Failure that lists the layers there are, where the path names none or the data fit none or several of them
 */
export async function checkLayer(
  session: ReportSession,
  { file, path, document }: LayerQuestion,
  given: Partial<ReportOptions> = {},
): Promise<ReportSnapshot> {
  const { snapshot } = session;
  const layers = await session.query("layer/read", { file });
  const layer = chooseLayer(layers, path, snapshot);
  const fromNetwork = await networkFindings((type, params) => session.query(type, params), file, layers, layer);
  const loaded = { ...layer, fileName: file.fileName, fromNetwork, ...(document && { document }) };
  const checked = await session.setLayer(loaded);
  if (Object.keys(given).length === 0) return checked;
  await session.setOptions(given);
  return session.snapshot ?? checked;
}

/**
 * `checkLayer` with a layer that stands beside the data in one file. Where no layer of the file fits, the report stays
 * as it is.
 *
 * @returns whether there was one
 */
export async function checkOwnLayer(
  session: ReportSession,
  question: LayerQuestion,
  given: Partial<ReportOptions> = {},
): Promise<boolean> {
  try {
    await checkLayer(session, question, given);
    return true;
  } catch (thrown) {
    const { code } = toFailure(thrown);
    if (code === "NO_LAYER" || code === "LAYER_MISMATCH" || code === "SEVERAL_LAYERS") return false;
    throw thrown;
  }
}

/**
 * The layer that a path names, by its end where that is enough ("bn1" of "net.bn1"); without one that which fits the data.
 *
 * @throws Failure NO_LAYER, LAYER_MISMATCH, SEVERAL_LAYERS with the layers that there are
 */
export function chooseLayer(
  layers: readonly LayerParameters[],
  path: string | undefined,
  data: Pick<ReportSnapshot, "source" | "options"> | null,
): LayerParameters {
  if (path !== undefined) {
    const byEnd = layers.filter(({ name }) => name.endsWith(`.${path}`) || name.endsWith(`/${path}`));
    const named = layers.find(({ name }) => name === path) ?? (byEnd.length === 1 ? byEnd[0] : undefined);
    if (named !== undefined) return named;
    throw failure("NO_LAYER", t("path requires one of {0}, got {1}", listed(layers), path));
  }
  const numFeatures = data?.source.featureCount ?? 0;
  // Frameworks with their channels last bring that layout with their layers.
  const numLast = data?.options.layout === "auto" ? data.source.shape.at(-1) : undefined;
  const isLast = ({ framework, layout }: LayerParameters): boolean =>
    framework === "keras" || layout === "channelsLast";
  const fitting = layers.filter(
    (layer) => layer.numFeatures === numFeatures || (isLast(layer) && layer.numFeatures === numLast),
  );
  if (fitting.length === 1) return fitting[0];
  if (fitting.length > 1) {
    throw failure(
      "SEVERAL_LAYERS",
      t("path requires one of {0}: each has {1} channels, as the data have", listed(fitting), numFeatures),
    );
  }
  if (layers.length === 1) throw layerMismatch(layers[0].numFeatures, numFeatures);
  const message = t("no layer has {0} channels, as the data have: {1}", numFeatures, listed(layers));
  throw failure("LAYER_MISMATCH", message);
}

const namesListed = 50;

function listed(layers: readonly LayerParameters[]): string {
  const names = layers
    .slice(0, namesListed)
    .map(({ name, numFeatures }) => `${name === "" ? '""' : name} (${numFeatures})`);
  const rest = layers.length - names.length;
  return rest > 0 ? t("{0} and {1} more", names.join(", "), rest) : names.join(", ");
}

function failure(code: string, message: string): Failure {
  return new Failure({ kind: "input", code, message, place: null });
}

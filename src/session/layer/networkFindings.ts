import type { LayerFile } from "../../documents/layers/index.ts";
import type { LayerParameters, NetworkFinding } from "../../shared/layer/parameters.ts";
import type { ComputeRequests } from "../compute/compute.ts";
import { ofParameters } from "../doctor/layers/examinedLayer.ts";
import { examineLayers } from "../doctor/layers/examineLayers.ts";
import { precedingWeights } from "../doctor/layers/precedingWeights.ts";

/** Asks for the tensors of a file. */
type AskForTensors = (
  type: "layer/tensors",
  params: ComputeRequests["layer/tensors"]["params"],
) => Promise<ComputeRequests["layer/tensors"]["value"]>;

/**
 * What the other layers and the weights in its file tell of a layer: BN012, BN013 and BN014.
 *
 * @param layers all of the file
 */
export async function networkFindings(
  ask: AskForTensors,
  file: LayerFile,
  layers: readonly LayerParameters[],
  chosen: LayerParameters,
): Promise<NetworkFinding[]> {
  const index = layers.indexOf(chosen);
  const examined = layers.map(ofParameters);
  const names = await ask("layer/tensors", { file, wanted: [] });
  const pair = precedingWeights({ layers: examined, tensors: names })[index];
  const isNeeded = typeof pair?.previousLayer === "number";
  const tensors = isNeeded ? await ask("layer/tensors", { file, wanted: [pair.weight.name] }) : names;
  return examineLayers(examined, tensors)[index].flatMap(({ rule, severity, evidence, advice }) =>
    rule === "BN012" || rule === "BN013" || rule === "BN014" ? [{ rule, severity, evidence, advice }] : [],
  );
}

import type { CheckpointSession } from "../../session/checkpoint/checkpointSession.ts";
import { stateFile } from "../../session/checkpoint/stateFile.ts";
import type { StateFormat } from "../../shared/checkpoint/protocol.ts";
import { saveFile } from "../pages/saveFile.ts";

/** **Export State…**: saves one layer of a checkpoint, or all of the part shown, where the person chooses. */
export async function exportState(
  { layers, opened }: CheckpointSession,
  { layer, format }: { readonly layer: number | null; readonly format: StateFormat },
): Promise<void> {
  if (opened === null) return;
  const chosen = layer === null ? layers : layers.slice(layer, layer + 1);
  const name = layer === null ? opened.fileName.replace(/\.[^.]*$/, "") : layers[layer].name.replaceAll("/", ".");
  await saveFile(`${name || "bn"}.${format}`, stateFile(chosen, opened.framework, format));
}

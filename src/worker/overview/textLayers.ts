import { DocumentError, findLayerStates } from "../../documents/index.ts";
import { mayHoldLayers } from "../../documents/layers/jsonLayers.ts";
import { parametersOf } from "../../documents/layers/index.ts";
import type { LayerOverview } from "../../session/compute/compute.ts";

/** The batch norm layers whose state a text holds, with the places of their parameters; none in a text that is broken. */
export function textLayers(text: string, languageId: string): LayerOverview[] {
  if (!mayHoldLayers(text)) return [];
  return statesOf(text, languageId).map((state) => ({
    parameters: parametersOf(state),
    places: state.places,
    range: {
      start: Math.min(...state.places.map(({ place }) => place.start)),
      end: Math.max(...state.places.map(({ place }) => place.end)),
    },
    problem: state.problem?.message ?? null,
  }));
}

/** What is wrong with a broken text is said where its tensors are looked for. */
function statesOf(text: string, languageId: string): ReturnType<typeof findLayerStates> {
  try {
    return findLayerStates(text, languageId);
  } catch (thrown) {
    if (thrown instanceof DocumentError) return [];
    throw thrown;
  }
}

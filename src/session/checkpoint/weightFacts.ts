import type { ExpectedQuestion } from "./requests.ts";
import { channelsOf } from "./channels.ts";
import { producersOf, type Producer } from "./network.ts";
import type { OpenedCheckpoint } from "./opened.ts";
import { layersOfPart, tensorsOfPart, type LayerWeightFacts } from "./report.ts";

/** Numbers of weights that are read for the check at most: larger ones are left unchecked. */
const mostWeights = 60_000_000;

/** Asks the thread that has the file for σ̂² of some layers. */
export type AskExpected = (questions: readonly ExpectedQuestion[]) => Promise<readonly Float64Array[]>;

/**
 * What the tensors before each layer of a part tell of it. Reads the weights of the layers whose input is certain.
 */
export async function weightFacts(
  opened: OpenedCheckpoint,
  part: string,
  ask: AskExpected,
): Promise<LayerWeightFacts[]> {
  const layers = layersOfPart(opened, part);
  const producers = producersOf(layers, tensorsOfPart(opened, part), opened.framework);
  let budget = mostWeights;
  const asked: number[] = [];
  const questions: ExpectedQuestion[] = [];
  producers.forEach((producer, i) => {
    if (producer === null || producer.from === null || layers[i].runningVar === null) return;
    const size = producer.weight.shape.reduce((a, b) => a * b, 1);
    if (size > budget) return;
    budget -= size;
    const { gamma, beta } = channelsOf(layers[producer.from], null);
    asked.push(i);
    questions.push({
      ...{ tensor: producer.weight.index, gamma, beta, numOutputs: layers[i].numFeatures },
      ...{ outputsLast: producer.outputs === "last", isDepthwise: producer.isDepthwise },
    });
  });
  const answers = questions.length === 0 ? [] : await ask(questions);
  return layers.map((_, i) => factsOf(producers[i], answers[asked.indexOf(i)] ?? null, layers));
}

function factsOf(
  producer: Producer | null,
  expectedVariance: Float64Array | null,
  layers: readonly { readonly name: string }[],
): LayerWeightFacts {
  const from = producer?.from ?? null;
  return {
    expectedVariance,
    expectedFrom: expectedVariance === null || from === null ? null : layers[from].name,
    hasBiasBefore: producer === null ? null : producer.bias !== null,
  };
}

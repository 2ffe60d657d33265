import { t } from "@vscode/l10n";
import { unscaled } from "../../layers/scaleFactor.ts";
import { CheckpointError } from "../checkpointError.ts";
import type { CheckpointFramework, CheckpointLayer, CheckpointNotice, CheckpointTensor, Given } from "../types.ts";
import { frameworkDefaults, type TensorRole } from "./conventions.ts";
import { isList } from "./findLayers.ts";

/** What a file says of a layer beside its tensors. undefined: it does not say. */
export interface LayerFacts {
  readonly name: string;
  readonly part: string;
  readonly eps?: number | undefined;
  /** null is PyTorch's cumulative average. */
  readonly momentum?: number | null | undefined;
  readonly training?: boolean | undefined;
  readonly numFeatures?: number | undefined;
  /** Whether the file's own class is known not to be batch norm (InstanceNorm). */
  readonly isOther?: boolean | undefined;
  /** How many tensors stand before it in the list: its place, where it has none itself. */
  readonly position: number;
}

/** No layer has more channels, and no reader more memory for one. */
const maximumChannels = 1_048_576;
const maximumNotices = 100;
/** Values of all layers together. */
const maximumValues = 12_582_912;

/** Reads the lists of one layer after the other, within a limit for all of them, and tells what it could not read. */
export class LayerValues {
  readonly #notices: CheckpointNotice[] = [];
  #numUnreadable = 0;
  #valuesLeft = maximumValues;

  /** The layer with its values; a list that cannot be read is null, with a notice. */
  async readLayer(
    { name, part }: { name: string; part: string },
    tensors: ReadonlyMap<TensorRole, CheckpointTensor>,
    framework: CheckpointFramework,
    facts: LayerFacts | null,
  ): Promise<CheckpointLayer> {
    const numFeatures = channelsOf(tensors, facts);
    const list = (role: TensorRole): Promise<Float64Array | null> => this.#readList(tensors.get(role), numFeatures);
    const gamma = await list("gamma");
    const beta = await list("beta");
    const factor = await this.#readNumber(tensors.get("scaleFactor"));
    const statistics = async (role: TensorRole): Promise<Float64Array | null> => {
      const values = await list(role);
      return values && unscaled(values, factor);
    };
    const runningMean = await statistics("mean");
    const runningVar = await statistics("variance");
    const defaults = frameworkDefaults(framework);
    return {
      ...{ name, part, numFeatures, gamma, beta, runningMean, runningVar },
      eps: given(facts?.eps, defaults.eps),
      momentum: given(facts?.momentum, defaults.momentum),
      training: facts?.training ?? null,
      numBatchesTracked: await this.#readNumber(tensors.get("steps")),
      runningVariance: defaults.runningVariance,
    };
  }

  /** What could not be read: the first of it one by one, the rest as a number. */
  notices(): CheckpointNotice[] {
    const numMore = this.#numUnreadable - this.#notices.length;
    if (numMore === 0) return this.#notices;
    const message = t("{0} more tensors cannot be read", numMore);
    return [...this.#notices, { code: "UNREADABLE", severity: "error", message }];
  }

  #note(code: string, message: string): void {
    this.#numUnreadable++;
    if (this.#notices.length < maximumNotices) this.#notices.push({ code, severity: "error", message });
  }

  async #readList(tensor: CheckpointTensor | undefined, numFeatures: number): Promise<Float64Array | null> {
    if (tensor === undefined) return null;
    const path = pathOf(tensor);
    const length = isList(tensor.shape) ? lengthOf(tensor.shape) : null;
    if (length !== numFeatures) {
      const shape = tensor.shape.join(", ");
      const message = t(
        "{0} requires one value for each of {1} channels, got the shape [{2}]",
        path,
        numFeatures,
        shape,
      );
      this.#note("LENGTHS_DIFFER", message);
      return null;
    }
    if (length > maximumChannels || length > this.#valuesLeft) {
      const message = t("{0} has {1} values: that is more than reading may cost", path, length);
      this.#note("TOO_LARGE", message);
      return null;
    }
    this.#valuesLeft -= length;
    return this.#read(tensor);
  }

  async #readNumber(tensor: CheckpointTensor | undefined): Promise<number | null> {
    if (tensor === undefined || lengthOf(tensor.shape) !== 1) return null;
    const value = (await this.#read(tensor))?.[0] ?? null;
    return value !== null && Number.isFinite(value) ? value : null;
  }

  async #read(tensor: CheckpointTensor): Promise<Float64Array | null> {
    try {
      return await tensor.read();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const code = error instanceof CheckpointError ? error.code : "UNREADABLE";
      this.#note(code, t("{0} cannot be read: {1}", pathOf(tensor), reason));
      return null;
    }
  }
}

function channelsOf(tensors: ReadonlyMap<TensorRole, CheckpointTensor>, facts: LayerFacts | null): number {
  const roles: readonly TensorRole[] = ["mean", "variance", "gamma", "beta"];
  const first = roles
    .map((role) => tensors.get(role))
    .find((tensor) => tensor !== undefined && isList(tensor.shape) && lengthOf(tensor.shape) >= 0);
  return first === undefined ? (facts?.numFeatures ?? 0) : lengthOf(first.shape);
}

function given<Value>(value: Value | undefined, assumed: Value): Given<Value> {
  return value === undefined ? { value: assumed, isAssumed: true } : { value, isAssumed: false };
}

function lengthOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function pathOf({ part, name }: CheckpointTensor): string {
  return part === "" ? name : `${part}.${name}`;
}

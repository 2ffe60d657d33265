import type { LayerFacts } from "../../layersOf.ts";
import { TensorLike } from "./tensorLike.ts";
import { PickleDict, type PickleRecord, type PickleValue } from "../values.ts";

type Piece = readonly [name: PickleValue, value: PickleValue];

/** TorchScript's names of classes begin so. */
const scriptPrefix = "__torch__.";

/**
 * The parameters, buffers and modules of a pickled torch module, in the order of its state dict; null for a record that is none.
 * TorchScript keeps them side by side.
 */
export function modulePieces({ className, state }: PickleRecord): Piece[] | null {
  if (!(state instanceof PickleDict)) return null;
  if (className.startsWith(scriptPrefix)) return [...state.entries];
  const rooms = ["_parameters", "_buffers", "_modules"].map((name) => state.get(name));
  if (!rooms.some((room) => room instanceof PickleDict)) return null;
  return rooms.flatMap((room) => (room instanceof PickleDict ? [...room.entries] : []));
}

/** What a module says of itself as a batch norm layer. */
export type ModuleFacts = Omit<LayerFacts, "name" | "part" | "position">;

/**
 * What a pickled module says of its normalization; null where it is none. It is batch norm by its class, any subclass included, or
 * by tensors named running_mean and running_var.
 */
export function factsOf(module: PickleRecord): ModuleFacts | null {
  const { className, state } = module;
  const own = new Map(modulePieces(module) ?? []);
  const hasStatistics = ["running_mean", "running_var"].every((name) => own.get(name) instanceof TensorLike);
  const simpleName = className.slice(className.lastIndexOf(".") + 1);
  const isOther = /Instance|Group|Layer/.test(simpleName) && simpleName.includes("Norm");
  const get = (name: string): PickleValue => (state instanceof PickleDict ? state.get(name) : null);
  const isBatchNorm =
    /^(?:Sync|Lazy)?BatchNorm(?:\dd)?$/.test(simpleName) ||
    (simpleName.includes("BatchNorm") && typeof get("num_features") === "number");
  if (!hasStatistics && (!isBatchNorm || isOther)) return null;
  const momentum = get("momentum");
  const hasMomentum = state instanceof PickleDict && state.entries.has("momentum");
  return {
    isOther,
    eps: numberOf(get("eps")),
    momentum: momentum === null ? (hasMomentum ? null : undefined) : numberOf(momentum),
    training: booleanOf(get("training")),
    numFeatures: numberOf(get("num_features")),
  };
}

function numberOf(value: PickleValue): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function booleanOf(value: PickleValue): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

import { otherNorm } from "../../layers/otherNorms.ts";
import type { CheckpointTensor } from "../types.ts";
import { areStatistics, type NamingConvention, type TensorRole } from "./conventions.ts";
import { isOptimizerPath, readTensorName } from "./tensorName.ts";

/** The tensors of one batch norm layer, none of them read. */
export interface FoundLayer {
  readonly name: string;
  readonly part: string;
  readonly convention: NamingConvention;
  readonly tensors: ReadonlyMap<TensorRole, CheckpointTensor>;
  /** Position of its first tensor in the list. */
  readonly position: number;
}

/**
 * The batch norm layers in a flat list of tensors: what has a running mean and a running variance under one name. LayerNorm and
 * GroupNorm have none; a lone running mean is no layer.
 *
 * @returns in the order of their first tensors
 */
export function findLayers(tensors: readonly CheckpointTensor[]): FoundLayer[] {
  const candidates = new Map<string, FoundLayer & { readonly tensors: Map<TensorRole, CheckpointTensor> }>();
  const conventions: NamingConvention[] = [];
  for (const [position, tensor] of tensors.entries()) {
    if (isOptimizerPath(tensor.part) || isOptimizerPath(tensor.name)) continue;
    for (const { convention, layer, role } of readTensorName(tensor.name)) {
      if (!conventions.includes(convention)) conventions.push(convention);
      const key = `${conventions.indexOf(convention)}\0${tensor.part}\0${layer}`;
      const candidate = candidates.get(key);
      if (candidate === undefined) {
        const roles = new Map([[role, tensor]]);
        candidates.set(key, { name: layer, part: tensor.part, convention, tensors: roles, position });
      } else if (!candidate.tensors.has(role)) {
        candidate.tensors.set(role, tensor);
      }
    }
  }
  return withoutRivals([...candidates.values()].filter(isLayer)).sort((a, b) => a.position - b.position);
}

function isLayer({ name: layer, tensors, convention }: FoundLayer): boolean {
  const mean = tensors.get("mean");
  const variance = tensors.get("variance");
  if (mean === undefined || variance === undefined) return false;
  const has = (...roles: readonly TensorRole[]): boolean => roles.some((role) => tensors.has(role));
  const names = [...tensors.values()].map(({ name }) => name);
  if (!areStatistics(convention, has, names)) return false;
  // Instance norm tracks statistics too. Where the name says so, it is none of batch norm.
  if (otherNorm(layer, true) !== null) return false;
  // One that is broken is told apart later; two of several axes are statistics of something else.
  return isList(mean.shape) || isList(variance.shape);
}

/** Of the readings of one pair of statistics, the one that explains most tensors. */
function withoutRivals(candidates: readonly FoundLayer[]): FoundLayer[] {
  const taken = new Set<CheckpointTensor | undefined>();
  return [...candidates]
    .sort((a, b) => b.tensors.size - a.tensors.size)
    .filter(({ tensors }) => {
      const mean = tensors.get("mean");
      if (taken.has(mean)) return false;
      taken.add(mean);
      return true;
    });
}

/** Whether a tensor has one value per channel: one axis, or others of length 1 beside it, (1, C, 1, 1). */
export function isList(shape: readonly number[]): boolean {
  return shape.length > 0 && shape.filter((length) => length !== 1).length <= 1;
}

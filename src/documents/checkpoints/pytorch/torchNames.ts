import type { Builder } from "../pickle/machine.ts";
import { ArrayContent } from "../pickle/names/numpy.ts";
import { TensorLike } from "../pickle/search/tensorLike.ts";
import { PickleGlobal, PickleList, tupleItems, wholeNumbers, type PickleValue } from "../pickle/values.ts";
import { typeOfName, type TorchType } from "./storageKinds.ts";
import { TorchStorage, TorchTensor, type Quantization, type TensorLayout } from "./torchTensor.ts";

const maximumAxes = 64;

/** (storage, offset, size, stride) and what a type and a quantization add. */
function tensor(
  [storage, offset, size, stride]: readonly (PickleValue | undefined)[],
  type: TorchType | null = null,
  quantization: Quantization | null = null,
): TorchTensor | undefined {
  const layout = layoutOf(offset, size, stride);
  if (!(storage instanceof TorchStorage) || layout === null) return undefined;
  return new TorchTensor(storage, layout, type ?? storage.type, quantization);
}

function layoutOf(
  offset: PickleValue | undefined,
  size: PickleValue | undefined,
  stride: PickleValue | undefined,
): TensorLayout | null {
  const shape = wholeNumbers(size ?? null);
  const strides = wholeNumbers(stride ?? null);
  if (typeof offset !== "number" || !Number.isSafeInteger(offset) || shape === null || strides === null) return null;
  return shape.length === strides.length && shape.length <= maximumAxes ? { offset, shape, strides } : null;
}

/** "torch.bfloat16", a type that stands as a name. */
function typeOf(value: PickleValue | undefined): TorchType | null {
  return value instanceof PickleGlobal && value.module === "torch" ? typeOfName(value.name) : null;
}

/** (storage, offset, size, stride, requires grad, hooks, dtype, …) */
const tensorOfType: Builder = (args) => {
  const type = typeOf(args[6]);
  return type === null ? undefined : tensor(args, type);
};

/** (storage, offset, size, stride, (scheme, scale, zero point or scales, zero points, axis), …) */
const quantizedTensor: Builder = (args) => {
  const [scheme, scale, zeroPoint, axis] = tupleItems(args[4] ?? null) ?? [];
  if (!(scheme instanceof PickleGlobal)) return undefined;
  const scales = readerOf(scale);
  const zeroPoints = readerOf(zeroPoint);
  if (scales === null || zeroPoints === null) return undefined;
  const isPerChannel = scheme.name.startsWith("per_channel");
  return tensor(args, null, { scales, zeroPoints, axis: isPerChannel && typeof axis === "number" ? axis : null });
};

function readerOf(value: PickleValue | undefined): (() => Promise<Float64Array>) | null {
  if (typeof value === "number") return () => Promise.resolve(Float64Array.of(value));
  const listed = value instanceof PickleList ? value.items : [];
  if (listed.length > 0 && listed.every((item) => typeof item === "number")) {
    return () => Promise.resolve(Float64Array.from(listed));
  }
  return value instanceof TensorLike ? () => value.read() : null;
}

/** A parameter is its tensor. */
const firstTensor: Builder = ([first]) => (first instanceof TensorLike ? first : undefined);

/** (numpy array, dtype, device, requires grad) */
const fromNumpy: Builder = ([array]) => (array instanceof ArrayContent ? array : undefined);

/** (dtype, size, stride, requires grad): a tensor without numbers. */
const metaTensor: Builder = ([type, size, stride]) => {
  const layout = layoutOf(0, size, stride);
  const known = typeOf(type);
  return layout === null || known === null ? undefined : new TorchTensor(null, layout, known, null);
};

/** (function, class, arguments, state): a subclass of Tensor, which is what the function makes. */
const subclassTensor: Builder = ([callable, , args], budget) => {
  const build = callable instanceof PickleGlobal ? torchBuilders.get(callable.path) : undefined;
  const items = tupleItems(args ?? null);
  const isSelf = build === subclassTensor;
  return build === undefined || isSelf || items === null ? undefined : build(items, budget);
};

/** TorchScript marks values with their types. */
const firstValue: Builder = ([value]) => value;

const size: Builder = ([items]) => (items instanceof PickleList ? new PickleList("tuple", items.items) : undefined);

/** The functions of torch that make tensors, in all versions. */
export const torchNames: readonly (readonly [string, Builder])[] = [
  ["torch._utils._rebuild_tensor", (args) => tensor(args)],
  ["torch._utils._rebuild_tensor_v2", (args) => tensor(args)],
  ["torch._utils._rebuild_tensor_v3", tensorOfType],
  ["torch._utils._rebuild_qtensor", quantizedTensor],
  ["torch._utils._rebuild_parameter", firstTensor],
  ["torch._utils._rebuild_parameter_with_state", firstTensor],
  ["torch._utils._rebuild_device_tensor_from_numpy", fromNumpy],
  ["torch._utils._rebuild_device_tensor_from_cpu_tensor", firstTensor],
  ["torch._utils._rebuild_xla_tensor", fromNumpy],
  ["torch._utils._rebuild_meta_tensor_no_storage", metaTensor],
  ["torch._tensor._rebuild_from_type", subclassTensor],
  ["torch._tensor._rebuild_from_type_v2", subclassTensor],
  ["torch.tensor._rebuild_from_type", subclassTensor],
  ["torch.nn.parameter.Parameter", firstTensor],
  ["torch.nn.parameter.Buffer", firstTensor],
  ["torch.autograd.variable.Variable", firstTensor],
  ["torch.Size", size],
  ["torch.jit._pickle.restore_type_tag", firstValue],
  ["torch.jit._pickle.build_intlist", firstValue],
  ["torch.jit._pickle.build_doublelist", firstValue],
  ["torch.jit._pickle.build_boollist", firstValue],
  ["torch.jit._pickle.build_tensorlist", firstValue],
];

const torchBuilders: ReadonlyMap<string, Builder> = new Map(torchNames);

import { elementTypes, type ElementType } from "../../arrays/elementTypes.ts";

/** The type of a tensor's numbers. */
export interface TorchType {
  /** "float32", "qint8" */
  readonly name: string;
  /** Null for one that is no real number, or not read. */
  readonly elements: ElementType | null;
}

/** What a storage of this name holds. */
const kinds: ReadonlyMap<string, TorchType> = new Map([
  ["Float", { name: "float32", elements: elementTypes.float32 }],
  ["Double", { name: "float64", elements: elementTypes.float64 }],
  ["Half", { name: "float16", elements: elementTypes.float16 }],
  ["BFloat16", { name: "bfloat16", elements: elementTypes.bfloat16 }],
  ["Long", { name: "int64", elements: elementTypes.int64 }],
  ["Int", { name: "int32", elements: elementTypes.int32 }],
  ["Short", { name: "int16", elements: elementTypes.int16 }],
  ["Char", { name: "int8", elements: elementTypes.int8 }],
  ["Byte", { name: "uint8", elements: elementTypes.uint8 }],
  ["Bool", { name: "bool", elements: elementTypes.bool }],
  ["QInt8", { name: "qint8", elements: elementTypes.int8 }],
  ["QUInt8", { name: "quint8", elements: elementTypes.uint8 }],
  ["QInt32", { name: "qint32", elements: elementTypes.int32 }],
  ["Untyped", { name: "uint8", elements: elementTypes.uint8 }],
]);

/** Types by the names that torch gives them; float is float32. */
const types: ReadonlyMap<string, ElementType> = new Map<string, ElementType>([
  ...Object.entries(elementTypes),
  ["float", elementTypes.float32],
  ["double", elementTypes.float64],
  ["half", elementTypes.float16],
  ["long", elementTypes.int64],
  ["int", elementTypes.int32],
  ["short", elementTypes.int16],
  ["qint8", elementTypes.int8],
  ["quint8", elementTypes.uint8],
  ["qint32", elementTypes.int32],
]);

/** The type of a storage's class: "FloatStorage". An unknown one keeps its name, and is not read. */
export function typeOfStorage(className: string): TorchType {
  return kinds.get(className.replace(/Storage$/, "")) ?? { name: className, elements: null };
}

/** The type that torch has under this name: "bfloat16". */
export function typeOfName(name: string): TorchType {
  return { name, elements: types.get(name) ?? null };
}

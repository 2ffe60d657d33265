/** Writes ONNX models for tests, field by field as onnx.proto numbers them. */

type Bytes = Uint8Array<ArrayBuffer>;

export function concat(...parts: readonly Uint8Array[]): Bytes {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

export function varint(value: number | bigint): Bytes {
  const digits: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    digits.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(digits);
}

export const int = (number: number, value: number | bigint): Bytes => concat(varint(number * 8), varint(value));
export const block = (number: number, ...parts: readonly Uint8Array[]): Bytes => {
  const content = concat(...parts);
  return concat(varint(number * 8 + 2), varint(content.length), content);
};
export const text = (number: number, value: string): Bytes => block(number, new TextEncoder().encode(value));
const float = (number: number, value: number): Bytes =>
  concat(varint(number * 8 + 5), new Uint8Array(Float32Array.of(value).buffer));

export interface TensorOptions {
  readonly dataType?: number;
  /** Fields of its values; float32 in raw_data by default. */
  readonly data?: Uint8Array;
  readonly shape?: readonly number[];
}

/** Content of a TensorProto. */
export function tensor(name: string, values: readonly number[], options: TensorOptions = {}): Bytes {
  const { dataType = 1, shape = [values.length] } = options;
  const data = options.data ?? block(9, new Uint8Array(Float32Array.from(values).buffer));
  return concat(...shape.map((length) => int(1, length)), int(2, dataType), text(8, name), data);
}

export const initializer = (name: string, values: readonly number[], options?: TensorOptions): Bytes =>
  block(5, tensor(name, values, options));

export type Attribute = Uint8Array;
export const floatAttribute = (name: string, value: number): Attribute =>
  block(5, text(1, name), float(2, value), int(20, 1));
export const intAttribute = (name: string, value: number): Attribute =>
  block(5, text(1, name), int(3, value), int(20, 2));
export const tensorAttribute = (name: string, content: Uint8Array): Attribute =>
  block(5, text(1, name), block(5, content), int(20, 4));
export const graphAttribute = (name: string, ...content: readonly Uint8Array[]): Attribute =>
  block(5, text(1, name), block(6, ...content), int(20, 5));

export interface NodeOptions {
  readonly name?: string;
  readonly attributes?: readonly Attribute[];
  readonly domain?: string;
}

/** A NodeProto in its graph. */
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  { name = "", attributes = [], domain = "" }: NodeOptions = {},
): Bytes {
  return block(
    1,
    ...inputs.map((each) => text(1, each)),
    ...outputs.map((each) => text(2, each)),
    text(3, name),
    text(4, operator),
    ...attributes,
    text(7, domain),
  );
}

/** A ModelProto: the graph before the opset, as everyone writes it. */
export function model(graph: readonly Uint8Array[], opset = 13): Bytes {
  return concat(int(1, 7), text(2, "test"), block(7, ...graph, text(2, "g")), block(8, text(1, ""), int(2, opset)));
}

/** Names of γ, β, mean and variance below a layer. */
export const parametersOf = (layer: string): string[] =>
  ["weight", "bias", "running_mean", "running_var"].map((name) => `${layer}.${name}`);

/** γ, β, mean and variance of three channels as initializers. */
export const parameters = (layer: string): Bytes[] =>
  parametersOf(layer).map((name, i) => initializer(name, [i + 1, i + 2, i + 3]));

export const batchNorm = (inputs: readonly string[], output = "y", options?: NodeOptions): Bytes =>
  node("BatchNormalization", ["x", ...inputs], [output], options);

/** A pickle of protocol 2 of torch's magic number 0x1950a86a20f9469cfc6c. */
const torchMagic = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
/** "ustar" */
const tarMark = [0x75, 0x73, 0x74, 0x61, 0x72];
const tarMarkStart = 257;
const pickleEndings = /\.(?:pkl|pickle|joblib|sav|p)(?:\.(?:gz|z))?$/i;

/** Whether a file begins as torch.save wrote it from 0.1.10 to 1.5. */
export function isTorchLegacy(head: Uint8Array): boolean {
  return torchMagic.every((byte, i) => head[i] === byte);
}

/** Whether a file begins as a tar archive does. */
export function isTar(head: Uint8Array): boolean {
  return tarMark.every((byte, i) => head[tarMarkStart + i] === byte);
}

/** Whether a file begins as a pickle of protocol 2 or later does, or is named as one: earlier ones begin with anything. */
export function isPickle(head: Uint8Array, fileName: string): boolean {
  const hasProtocol = head[0] === 0x80 && head[1] >= 2 && head[1] <= 5;
  return hasProtocol || (head.length > 0 && pickleEndings.test(fileName));
}

const hdf5Signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/** Whether bytes begin as an HDF5 file without a user block does. */
export function isHdf5(head: Uint8Array): boolean {
  return hdf5Signature.every((byte, i) => head[i] === byte);
}

/** ir_version, and then the producer or the graph: most writers follow the order of the fields. */
const onnxFirst = 0x08;
const onnxNext = [0x12, 0x3a];
const latestIrVersion = 32;

/** Whether a file is named as an ONNX model, which has no mark of its own, or begins as one is written. */
export function isOnnx(head: Uint8Array, fileName: string): boolean {
  const beginsSo = head[0] === onnxFirst && head[1] > 0 && head[1] <= latestIrVersion && onnxNext.includes(head[2]);
  return beginsSo || /\.onnx$/i.test(fileName);
}

/** Collections at the top of a state of Flax. */
const flaxKeys = /params|batch_stats|step/;

/** Whether a file is named as msgpack, or begins as a map with Flax's keys does. */
export function isFlax(head: Uint8Array, fileName: string): boolean {
  const isMap = (head[0] >= 0x81 && head[0] <= 0x8f) || head[0] === 0xde;
  const beginsSo = isMap && flaxKeys.test(new TextDecoder("latin1").decode(head.subarray(0, 32)));
  return beginsSo || /\.(?:msgpack|mpk)$/i.test(fileName);
}

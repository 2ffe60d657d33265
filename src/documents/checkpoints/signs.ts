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

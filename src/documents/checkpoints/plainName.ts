/**
 * Whether a name is that of a file in the same folder, on every system: only such files are ever opened for a checkpoint, which
 * could otherwise name any file of the machine.
 *
 * @example
 * isPlainName("../weights.bin") // false
 */
export function isPlainName(name: string): boolean {
  // eslint-disable-next-line no-control-regex -- A control character is in no honest name.
  return name !== "" && name !== "." && name !== ".." && !/[/\\:\u0000-\u001f]/.test(name);
}

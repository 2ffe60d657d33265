/** The frameworks' last words of γ, β, mean and variance. */
const roles =
  /^(.+?)[./_:](?:weight|gamma|scale|s|w_0|bias|beta|B|b|b_0|b_zero|(?:running|moving)_(?:mean|var|variance)|(?:input_)?(?:mean|var|variance)|rm|riv|w_1|w_2)(?:_\d+)?(?::\d+)?$/;

/**
 * What a person calls the layer of a node: what the names of its parameters share, as far as it ends at a word; then the
 * node's name, which exporters shorten, number or leave empty; then that of its output.
 *
 * @example
 * layerNameOf(["head.bn.weight", "head.bn.bias", "head.bn.running_mean", "head.bn.running_var"], "/bn/BatchNormalization", "y") // "head.bn"
 */
export function layerNameOf(parameters: readonly string[], nodeName: string, output: string): string {
  const named = parameters.filter((name) => name !== "");
  return sharedPart(named) ?? sharedStem(named) ?? (nodeName === "" ? output : nodeName);
}

/** What all names begin with, up to a sign between words; null where only a number tells them apart, or nothing is shared. */
function sharedPart(names: readonly string[]): string | null {
  if (names.length < 2) return null;
  const [first] = names;
  let length = 0;
  while (length < first.length && names.every((name) => name[length] === first[length])) length++;
  const shared = first.slice(0, length).replace(/[^./:_]*$/, "");
  const rest = new Set(names.map((name) => name.slice(shared.length).replaceAll(/[\d.:_]/g, "")));
  if (rest.size === 1) return null;
  const part = shared.replace(/[./:_]+$/, "");
  return part === "" ? null : part;
}

/** The one part before a parameter's word that mean and variance agree on, where γ or β are shared by several layers. */
function sharedStem(names: readonly string[]): string | null {
  const stems = names.slice(-2).map((name) => roles.exec(name)?.[1]);
  return stems.length === 2 && stems[0] !== undefined && stems[0] === stems[1] ? stems[0] : null;
}

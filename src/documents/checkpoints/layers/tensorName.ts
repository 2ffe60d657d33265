import { namingConventions, type NamingConvention, type TensorRole } from "./conventions.ts";

/** One reading of a tensor's name. */
export interface NameReading {
  readonly convention: NamingConvention;
  readonly layer: string;
  readonly role: TensorRole;
}

/** States of an optimizer repeat the names of what they train. */
const optimizerPath =
  /(?:^|[./:])(?:optim(?:izer)?s?|optimizer_states?|optim(?:izer)?_state_dict|opt_?states?)(?:[./:]|$)/i;

/** Whether a path leads into the state of an optimizer, whose tensors are no layers. */
export function isOptimizerPath(path: string): boolean {
  return optimizerPath.test(path);
}

/** Collections that Flax and Haiku keep the two halves of a layer in: the layer's name is the rest of the path. */
const collection = /^(.*?)(?:^|[./])(?:params|batch_stats|state)[./](.*)$/;
/** MXNet marks parameters and running statistics apart. */
const mxnetMark = /^(?:arg|aux):/;
/** TensorFlow numbers the outputs of an operation. */
const outputNumber = /:\d+$/;

/**
 * Every way to read a name as a tensor of a batch norm layer.
 *
 * @example
 * readTensorName("layer1.bn1.running_mean")[0] // { layer: "layer1.bn1", role: "mean", convention: PyTorch's }
 */
export function readTensorName(name: string): NameReading[] {
  const plain = name.replace(outputNumber, "").replace(mxnetMark, "");
  return namingConventions.flatMap((convention) => {
    const { framework } = convention;
    const path = framework === "flax" || framework === "haiku" ? withoutCollection(plain) : plain;
    const reading = readPath(path, convention);
    return reading === null ? [] : [reading];
  });
}

function withoutCollection(path: string): string {
  const match = collection.exec(path);
  if (match === null) return path;
  const [, before, rest] = match;
  return before === "" ? rest : `${before}/${rest}`;
}

function readPath(path: string, convention: NamingConvention): NameReading | null {
  for (const [name, role] of convention.roles) {
    if (path === name) return { convention, layer: "", role };
    if (!path.endsWith(name)) continue;
    const cut = path.length - name.length - 1;
    if (cut >= 0 && convention.separators.includes(path[cut])) {
      return { convention, layer: path.slice(0, cut), role };
    }
  }
  return null;
}

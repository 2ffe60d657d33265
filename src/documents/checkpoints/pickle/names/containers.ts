import { costs, type PickleBudget } from "../budget.ts";
import type { Builder } from "../machine.ts";
import { PickleBytes } from "../pickleBytes.ts";
import { PickleDict, PickleList, PickleRecord, type PickleValue } from "../values.ts";

const latin1Names = ["latin1", "latin-1", "iso-8859-1"];

function dict(args: readonly (PickleValue | undefined)[], budget: PickleBudget): PickleDict | undefined {
  const [pairs] = args;
  const result = new PickleDict();
  if (args.length === 0) return result;
  if (!(pairs instanceof PickleList)) return undefined;
  budget.spend(pairs.items.length * costs.dictItem);
  for (const pair of pairs.items) {
    if (!(pair instanceof PickleList) || pair.items.length !== 2) return undefined;
    result.set(pair.items[0], pair.items[1]);
  }
  return result;
}

function collection(kind: PickleList["kind"]): Builder {
  return ([items]) => {
    if (items === undefined) return new PickleList(kind, []);
    return items instanceof PickleList ? new PickleList(kind, items.items) : undefined;
  };
}

/** The bytes that a text of Latin-1 stands for: how protocol 2 writes them. */
function encodedBytes(args: readonly (PickleValue | undefined)[], budget: PickleBudget): PickleBytes | undefined {
  const [content, encoding] = args;
  if (content === undefined) return PickleBytes.ofText("");
  const isLatin1 = typeof encoding === "string" && latin1Names.includes(encoding.toLowerCase());
  if (content instanceof PickleBytes) return isLatin1 ? content.asBytesOfText() : content;
  if (typeof content !== "string" || !isLatin1) return undefined;
  budget.spend(content.length);
  return PickleBytes.ofText(content);
}

/** A default factory is a name and is never called. */
const defaultDict: Builder = () => new PickleDict();

const ofBuiltins: readonly (readonly [string, Builder])[] = [
  ["set", collection("set")],
  ["frozenset", collection("set")],
  ["list", collection("list")],
  ["tuple", collection("tuple")],
  ["dict", dict],
  ["bytearray", encodedBytes],
  ["bytes", encodedBytes],
];

/** An object of a class, by the function that protocols 0 and 1 name instead of NEWOBJ. */
const reconstructor: Builder = ([callable]) => (callable === undefined ? undefined : new PickleRecord(callable, null));

/** Python's own containers, each under every name that pickles have for it. */
export const containerNames: readonly (readonly [string, Builder])[] = [
  ...ofBuiltins.flatMap(([name, build]) => [
    [`builtins.${name}`, build] as const,
    [`__builtin__.${name}`, build] as const,
  ]),
  ["collections.OrderedDict", dict],
  ["collections.defaultdict", defaultDict],
  ["_codecs.encode", encodedBytes],
  ["copyreg._reconstructor", reconstructor],
  ["copy_reg._reconstructor", reconstructor],
];

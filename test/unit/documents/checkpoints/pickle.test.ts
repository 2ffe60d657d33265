import assert from "node:assert/strict";
import { bytesInMemory } from "../../../../src/documents/checkpoints/byteRanges.ts";
import { PickleBudget } from "../../../../src/documents/checkpoints/pickle/budget.ts";
import { callNotices } from "../../../../src/documents/checkpoints/pickle/callNotices.ts";
import { PickleBytes } from "../../../../src/documents/checkpoints/pickle/pickleBytes.ts";
import { PickleInput } from "../../../../src/documents/checkpoints/pickle/pickleInput.ts";
import { unpickle } from "../../../../src/documents/checkpoints/pickle/unpickle.ts";
import {
  PickleDict,
  PickleGlobal,
  PickleList,
  PickleRecord,
  type PickleValue,
} from "../../../../src/documents/checkpoints/pickle/values.ts";
import { pickleWorld } from "../../../../src/documents/checkpoints/pickle/world.ts";
import { assertRefused } from "./helpers.ts";

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const world = pickleWorld([], null);
const load = (text: string): Promise<PickleValue> =>
  unpickle(new PickleInput(bytesInMemory(latin1(text))), world, new PickleBudget());

type Plain = string | number | boolean | bigint | null | readonly Plain[] | { readonly [key: string]: Plain };

/** A value without its classes, to compare: a record is its class, arguments, state, items and entries. */
async function plain(value: PickleValue): Promise<Plain> {
  const all = (items: readonly PickleValue[]): Promise<Plain[]> => Promise.all(items.map(plain));
  const pairs = (dict: PickleDict): Promise<Plain> => all([...dict.entries].flat());
  if (value instanceof PickleList) return [value.kind, ...(await all(value.items))];
  if (value instanceof PickleDict) return ["dict", await pairs(value)];
  if (value instanceof PickleGlobal) return ["name", value.path];
  if (value instanceof PickleBytes) return ["bytes", ...(await value.range(0, value.length))];
  if (value instanceof PickleRecord) {
    const entries = value.entries === null ? null : await pairs(value.entries);
    return ["record", await plain(value.callable), await plain(value.args), await plain(value.state), entries];
  }
  assert.ok(typeof value !== "object" || value === null);
  return value;
}

/** Each as CPython's pickle.dumps wrote it, or by hand, and what pickle.loads makes of it. */
const values: [string, string, Plain][] = [
  [
    "whole numbers of all widths",
    "(K\xffM\xff\xffJ\xff\xff\xff\xffI7\nL-8L\n\x8a\x01\x80t.",
    ["tuple", 255, 65_535, -1, 7, -8, -128],
  ],
  ["an exact whole number beyond 2^53", "\x8a\x08\x01\0\0\0\0\0\0\x40.", 2n ** 62n + 1n],
  ["a long whole number of no bytes", "\x8a\0.", 0],
  ["floats, big-endian and as text", "(G\x3f\xf0\0\0\0\0\0\0F-2.5e1\nFinf\nt.", ["tuple", 1, -25, Infinity]],
  ["truth and nothing", "(I01\nI00\n\x88\x89Nt.", ["tuple", true, false, true, false, null]],
  ["texts of protocol 0", "(S'a\\x41\\n\\''\nV\\u03b3 b\\\nt.", ["tuple", "aA\n'", "γ b\\"]],
  [
    "texts of later protocols",
    "(X\x02\0\0\0\xce\xb3\x8c\x01zU\x01\xe9\x8d\x01\0\0\0\0\0\0\0yt.",
    ["tuple", "γ", "z", "é", "y"],
  ],
  ["bytes", "(C\x01\xffB\x01\0\0\0a\x96\x01\0\0\0\0\0\0\0bt.", ["tuple", ["bytes", 255], ["bytes", 97], ["bytes", 98]]],
  ["bytes in Latin-1 text", "c_codecs\nencode\n(X\x02\0\0\0\xc3\xa9X\x06\0\0\0latin1tR.", ["bytes", 0xe9]],
  [
    "lists, as protocol 0 and later ones make them",
    "((lp0\nI1\na](K\x02K\x03et.",
    ["tuple", ["list", 1], ["list", 2, 3]],
  ],
  [
    "tuples of all lengths",
    "()K\x01\x85K\x01K\x02\x86K\x01K\x02K\x03\x87t.",
    ["tuple", ["tuple"], ["tuple", 1], ["tuple", 1, 2], ["tuple", 1, 2, 3]],
  ],
  ["dicts", "((X\x01\0\0\0aK\x01d}X\x01\0\0\0bNst.", ["tuple", ["dict", ["a", 1]], ["dict", ["b", null]]]],
  ["a dict whose keys are bytes", "}(C\x01aK\x01u.", ["dict", ["a", 1]]],
  [
    "a dict whose key is a class",
    "}ccallbacks\nEarlyStopping\nK\x01s.",
    ["dict", [["name", "callbacks.EarlyStopping"], 1]],
  ],
  ["sets", "(\x8f(K\x01\x90(K\x02\x91c__builtin__\nset\n]K\x03a\x85Rt.", ["tuple", ["set", 1], ["set", 2], ["set", 3]]],
  [
    "an ordered dict with attributes",
    "ccollections\nOrderedDict\n)R(X\x01\0\0\0aK\x01u}X\x09\0\0\0_metadataK\x02sb.",
    ["dict", ["a", 1]],
  ],
  ["a name by STACK_GLOBAL", "\x8c\x02os\x8c\x06system\x93.", ["name", "os.system"]],
  ["the memo in all spellings", "(K\x01p7\nq\x08r\x09\0\0\0\x940g7\nh\x08j\x09\0\0\0h\x03t.", ["tuple", 1, 1, 1, 1]],
  ["POP, DUP and POP_MARK", "(K\x01K\x020(K\x03K\x0412t.", ["tuple", 1, 1]],
  [
    "a call that is not known",
    "cos\nsystem\n(X\x02\0\0\0lstR.",
    ["record", ["name", "os.system"], ["tuple", "ls"], null, null],
  ],
  ["an object with a state", "cmy\nNet\n)\x81K\x05b.", ["record", ["name", "my.Net"], ["tuple"], 5, null]],
  [
    "an object with keys",
    "cmy\nDict\n)}\x92X\x01\0\0\0aK\x01s.",
    ["record", ["name", "my.Dict"], ["tuple"], null, ["a", 1]],
  ],
  [
    "an object of protocol 0",
    "ccopy_reg\n_reconstructor\n(cmy\nNet\nc__builtin__\nobject\nNtR.",
    ["record", ["name", "my.Net"], null, null, null],
  ],
  ["frames and the protocol", "\x80\x05\x95\x02\0\0\0\0\0\0\0K\x01.", 1],
];

describe("unpickle", () => {
  for (const [what, text, expected] of values) {
    it(`reads ${what}`, async () => {
      assert.deepEqual(await plain(await load(text)), expected);
    });
  }

  it("leaves the input behind STOP, where the next pickle stands", async () => {
    const input = new PickleInput(bytesInMemory(latin1("K\x01.K\x02.rest")));
    assert.equal(await unpickle(input, world, new PickleBudget()), 1);
    assert.equal(await unpickle(input, world, new PickleBudget()), 2);
    assert.equal(input.offset, 6);
  });

  it("reads across the ends of its window, and keeps long bytes in the file", async () => {
    const text = "x".repeat(15_000);
    const item = `X${String.fromCharCode(15_000 & 0xff, 15_000 >> 8)}\0\0${text}`;
    const bytes = `B${String.fromCharCode(0, 0, 2)}\0${"b".repeat(0x20000)}`;
    const list = await load(`](${item.repeat(20)}${bytes}K\x07e.`);
    assert.ok(list instanceof PickleList);
    assert.deepEqual(list.items.slice(0, 20), Array<string>(20).fill(text));
    const [long, last] = list.items.slice(20);
    assert.ok(long instanceof PickleBytes && long.length === 0x20000);
    assert.equal(last, 7);
  });

  it("refuses what it does not follow, and each in its way", async () => {
    for (const opcode of [
      "(ios\nsystem\n.",
      "(cos\nsystem\no.",
      "\x82\x01.",
      "\x83\x01\0.",
      "\x84\x01\0\0\0.",
      "Pa\n.",
      "NQ.",
      "\x97.",
    ]) {
      await assertRefused(load(opcode), "REFUSED");
    }
    for (const broken of [
      "z.",
      ".",
      "0.",
      "t.",
      "h\0.",
      "(.",
      "K\x01K\x02a.",
      "Ia\n.",
      "}(K\x01u.",
      "S'a\n.",
      "K\x01K\x02\x93.",
    ]) {
      await assertRefused(load(broken), "BROKEN");
    }
    for (const truncated of ["", "K\x01", "X\x05\0\0\0ab", "cos", "B\xff\xff\xff\xffab."]) {
      await assertRefused(load(truncated), "TRUNCATED");
    }
    await assertRefused(load("\x80\x06N."), "UNSUPPORTED");
    await assertRefused(load("\x8b\xff\xff\xff\x7f."), "TOO_LARGE");
  });
});

describe("callNotices", () => {
  const messageOf = (...names: string[]): string =>
    callNotices(new Set(names))
      .map(({ message }) => message)
      .join();

  it("names what would run, and none of what makes a checkpoint", () => {
    assert.match(
      messageOf("posix.system", "builtins.eval", "torch.hub.load"),
      /posix\.system, builtins\.eval, torch\.hub\.load/,
    );
    assert.equal(
      messageOf("my.Net", "builtins.slice", "oscar.Model", "codecs.encode", "torch.utils.data.dataset.Subset"),
      "",
    );
  });

  it("sees through getattr", async () => {
    const own = pickleWorld([], null);
    const input = new PickleInput(bytesInMemory(latin1("cbuiltins\ngetattr\n(cmy\nColor\nX\x03\0\0\0REDtR.")));
    await unpickle(input, own, new PickleBudget());
    assert.deepEqual([...own.unknownCalls], ["my.Color.RED"]);
  });
});

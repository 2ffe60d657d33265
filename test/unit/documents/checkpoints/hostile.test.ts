import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { zipSync } from "fflate";
import { CheckpointError } from "../../../../src/documents/checkpoints/checkpointError.ts";
import { readCheckpoint } from "../../../../src/documents/checkpoints/index.ts";
import type { CheckpointLayer } from "../../../../src/documents/checkpoints/types.ts";
import { fixture, fixtureFolder, sourceOf } from "./helpers.ts";
import * as torch from "./torchBuilder.ts";
import { cpuMs } from "../../../support/cpuMs.ts";

/** What reading may take of the CPU: the machines of tests do other things beside. */
const maximumMs = 5000;
const maximumBytes = 200_000_000;

/** "refused", or for each layer the lists that are read: γ, β, mean and variance. */
async function outcome(fileName: string, bytes: Uint8Array): Promise<string> {
  const started = cpuMs();
  const before = process.memoryUsage().rss;
  try {
    const { layers, tensors } = await readCheckpoint(sourceOf(fileName, bytes));
    for (const tensor of tensors) await tensor.read().catch(onlyCheckpointErrors);
    return layers.map(listsOf).join(" ");
  } catch (error) {
    onlyCheckpointErrors(error);
    return "refused";
  } finally {
    const took = cpuMs() - started;
    assert.ok(took < maximumMs, `it took ${took} ms`);
    const grown = process.memoryUsage().rss - before;
    assert.ok(grown < maximumBytes, `it took ${grown} bytes`);
  }
}

function onlyCheckpointErrors(error: unknown): void {
  assert.ok(error instanceof CheckpointError, `expected a CheckpointError, got ${String(error)}`);
}

function listsOf({ name, gamma, beta, runningMean, runningVar }: CheckpointLayer): string {
  const lists = { γ: gamma, β: beta, μ: runningMean, σ: runningVar };
  const present = Object.entries(lists).filter(([, list]) => list !== null);
  return `${name}:${present.map(([sign]) => sign).join("")}`;
}

/** File → what is right. */
const expected: Readonly<Record<string, string>> = {
  "bomb_doubling.pt": "refused",
  "bomb_expand.pt": "bn:γβσ",
  "bomb_memo_index.pt": "refused",
  "bomb_string_2e62.pt": "refused",
  "legacy_good.pth": "bn:γβμσ",
  "legacy_numel_2e40.pth": "refused",
  "legacy_truncated.pth": "bn:γβμ",
  "lengths_differ.pt": "bn:μ",
  "names_proto.pt": "__proto__:γβμσ constructor.prototype:γβμσ toString:γβμσ hasOwnProperty:γβμσ",
  "not_torch.pt": "refused",
  "pickle_build_setstate.pt": "bn:γβμσ",
  "pickle_ext_opcode.pt": "refused",
  "pickle_inst_obj.pt": "refused",
  "pickle_persid_text.pt": "refused",
  "pickle_reduce_system.pt": "bn:γβμσ",
  "pickle_stack_global_eval.pt": "refused",
  "pickle_storage_key_path.pt": "bn:γβσ",
  "storage_kind_unknown.pt": "bn:γβμ",
  "storage_missing.pt": "bn:γβμ",
  "storage_short.pt": "bn:γβμ",
  "tensor_beyond_storage.pt": "bn:γβμ",
  "tensor_negative.pt": "bn:γβ",
  "tensor_offset_beyond.pt": "bn:γβμ",
  "zero_bytes.pt": "refused",
  "zip_crc_wrong.pt": "bn:γβσ",
  "zip_encrypted_flag.pt": "refused",
  "zip_slip.pt": "bn:γβμσ",
  "zip_truncated.pt": "refused",
  "zip_two_data_pkl.pt": "refused",
};

const repeated = (piece: torch.Piece, count: number): torch.Piece => {
  const result = new Uint8Array(piece.length * count);
  for (let i = 0; i < count; i++) result.set(piece, i * piece.length);
  return result;
};

const { bytes, code, join: joinPieces } = torch;
const longInteger = joinPieces(bytes(0x8a, 0xff), new Uint8Array(255).fill(0x7f), code("0"));
const longKey = joinPieces(torch.text("k".repeat(16_000)), bytes(0x71, 1));
const oneTensor = joinPieces(torch.tensor("0", 4), bytes(0x71, 2));

/** Pickles that ask for much with little, by what they do. */
const bombs: Readonly<Record<string, torch.Piece>> = {
  "a hundred thousand nested lists": joinPieces(repeated(code("]"), 100_000), repeated(code("a"), 99_999)),
  "a hundred thousand nested tuples": joinPieces(code(")"), repeated(bytes(0x85), 100_000)),
  "millions of dicts": joinPieces(code("]"), repeated(code("}a"), 3_000_000)),
  "millions of values on the stack": repeated(code("N"), 3_000_000),
  "millions of marks": repeated(code("("), 3_000_000),
  "millions of steps": repeated(code("N0"), 8_000_000),
  "a hundred thousand long integers": joinPieces(repeated(longInteger, 100_000), code("N")),
  "long integers in text": joinPieces(repeated(code(`L${"9".repeat(999)}L\n0`), 10_000), code("N")),
  "a list that grows by itself": joinPieces(
    code("](]q\0"),
    repeated(code("h\0"), 900_000),
    code("e"),
    repeated(code("2ee"), 1),
  ),
  "dicts made of one long list": joinPieces(
    ...[code("](("), repeated(code("NN\x86"), 300_000), code("lq\0e")],
    repeated(joinPieces(torch.global("collections", "OrderedDict"), code("h\0\x85R0")), 1000),
  ),
  "tensors under a long name, a hundred thousand times": joinPieces(
    ...[code("}"), longKey, code("](")],
    ...[oneTensor, repeated(bytes(0x68, 2), 100_000), code("es")],
  ),
  "a tensor of 65 axes": torch.call(
    torch.global("torch._utils", "_rebuild_tensor_v2"),
    ...[torch.storage("0", 4), torch.whole(0), torch.tuple(...Array<torch.Piece>(65).fill(torch.whole(2)))],
    torch.tuple(...Array<torch.Piece>(65).fill(torch.whole(0))),
  ),
};

describe("readCheckpoint, hostile files", () => {
  it("knows what is right for every fixture", () => {
    assert.deepEqual(readdirSync(join(fixtureFolder, "hostile")).sort(), Object.keys(expected).sort());
  });

  for (const [name, right] of Object.entries(expected)) {
    it(`answers ${right} for ${name}`, async () => {
      assert.equal(await outcome(name, fixture(`hostile/${name}`)), right);
      assert.deepEqual(Object.keys(Object.prototype), []);
    });
  }

  for (const [what, piece] of Object.entries(bombs)) {
    it(`refuses or ends soon: ${what}`, async () => {
      await outcome("bomb.pkl", torch.pickle(piece));
      assert.notEqual(await outcome("bomb.pt", torch.torchZip(piece)), "bn:γβμσ");
    });
  }

  const huge = [0, 0, 0, 0, 0, 0, 0, 0x10];
  const lengths: Readonly<Record<string, readonly number[]>> = {
    "a frame": [0x95, ...huge, 0x5d],
    "a byte string": [0x8e, ...huge],
    "a text": [0x8d, ...huge],
    "a byte array": [0x96, ...huge],
  };
  for (const [what, opcodes] of Object.entries(lengths)) {
    it(`refuses at once ${what} of 2^60 bytes`, async () => {
      assert.equal(await outcome("a.pkl", Uint8Array.of(0x80, 5, ...opcodes, 0x2e)), "refused");
    });
  }

  it("refuses os.system under every opcode that calls", async () => {
    const calls = [
      'cos\nsystem\n(S"id"\ntR.',
      '(S"id"\nios\nsystem\n.',
      '(cos\nsystem\nS"id"\no.',
      "cnt\nsystem\n)\x81.",
    ];
    for (const call of calls) {
      const pickled = Uint8Array.from(`\x80\x02${call}`, (character) => character.charCodeAt(0));
      await assert.rejects(readCheckpoint(sourceOf("a.pkl", pickled)), (thrown) => {
        assert.ok(thrown instanceof CheckpointError && thrown.code === "REFUSED", String(thrown));
        assert.match(thrown.message, /\b(?:os|nt)\.system\b|opcode (?:INST|OBJ)/);
        return true;
      });
    }
  });

  it("refuses a zip archive of sixty thousand entries that are one, and a directory at 2^60", async () => {
    const one = zipSync({ "a/data.pkl": torch.pickle(code("}")) }, { level: 0 });
    const view = new DataView(one.buffer);
    const end = one.length - 22;
    const start = view.getUint32(end + 16, true);
    const entry = one.subarray(start, end);
    const many = joinPieces(one.subarray(0, start), repeated(entry, 60_000), one.slice(end));
    const manyEnd = new DataView(many.buffer, many.length - 22);
    for (const at of [8, 10]) manyEnd.setUint16(at, 60_000, true);
    manyEnd.setUint32(12, entry.length * 60_000, true);
    assert.equal(await outcome("a.pt", many), "refused");
    const locator = Uint8Array.of(0x50, 0x4b, 6, 7, 0, 0, 0, 0, ...huge, 1, 0, 0, 0);
    assert.equal(await outcome("a.pt", joinPieces(one.subarray(0, end), locator, one.slice(end))), "refused");
  });

  it("refuses a pickle that is deflated a thousand to one", async () => {
    const bomb = zipSync({ "archive/data.pkl": new Uint8Array(34_000_000) }, { level: 1 });
    assert.equal(await outcome("bomb.pt", bomb), "refused");
  });

  it("refuses a pickle that joblib packed a thousand to one", async () => {
    const packed = new Uint8Array(deflateSync(new Uint8Array(200_000_000)));
    assert.equal(await outcome("bomb.joblib", packed), "refused");
  });

  const pythons = readFileSync(join(fixtureFolder, "hostile/pickle_reduce_system.pt"));
  it("runs nothing, whatever the file is named", async () => {
    for (const name of ["a.ckpt", "a.bin", "a.pkl", "a", "a.npz"]) {
      assert.equal(await outcome(name, new Uint8Array(pythons)), "bn:γβμσ");
    }
  });
});

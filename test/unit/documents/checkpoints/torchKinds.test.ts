import assert from "node:assert/strict";
import { readCheckpoint } from "../../../../src/documents/checkpoints/index.ts";
import { readClass } from "../../../../src/documents/checkpoints/pytorch/torchScript.ts";
import type { Checkpoint } from "../../../../src/documents/checkpoints/types.ts";
import { assertRefused, fixture, sourceOf } from "./helpers.ts";
import * as torch from "./torchBuilder.ts";

const { call, dict, global, list, none, object, text, tuple, whole } = torch;

const read = (value: torch.Piece, options: torch.ZipPieces = {}): Promise<Checkpoint> =>
  readCheckpoint(sourceOf("model.pt", torch.torchZip(value, options)));

const names = ({ layers }: Checkpoint): string[] => layers.map(({ part, name }) => `${part}:${name}`);

/** A batch norm module as torch pickles it. */
function module(className: string, state: Readonly<Record<string, torch.Piece>> = {}): torch.Piece {
  const { weight, bias, running_mean: mean, running_var: variance } = torch.layerTensors;
  const buffers = dict({ running_mean: mean, running_var: variance });
  const own = { _parameters: dict({ weight, bias }), _buffers: buffers, _modules: dict({}), ...state };
  return object(global("torch.nn.modules.batchnorm", className), dict(own));
}

const container = (modules: Readonly<Record<string, torch.Piece>>): torch.Piece =>
  object(global("my.net", "Net"), dict({ _parameters: dict({}), _buffers: dict({}), _modules: dict(modules) }));

const numbers = { eps: torch.float(0.25), momentum: none, training: torch.yes, num_features: whole(4) };

describe("readCheckpoint, kinds of PyTorch files", () => {
  it("names as parts the dicts, lists and tuples that hold state dicts", async () => {
    const state = dict(torch.prefixed("bn"));
    assert.deepEqual(names(await read(list(state, dict(torch.prefixed("other"))))), ["0:bn", "1:other"]);
    assert.deepEqual(names(await read(tuple(whole(3), dict({ model: state })))), ["1.model:bn"]);
    assert.deepEqual(names(await read(dict({ "trainer.model": state }))), ["trainer.model:bn"]);
  });

  it("names a layer by its keys where dicts nest instead of names", async () => {
    const layer = dict(torch.layerTensors);
    assert.deepEqual(names(await read(dict({ model: dict({ encoder: dict({ bn: layer }) }) }))), ["model:encoder.bn"]);
    assert.deepEqual(names(await read(dict({ stem: layer }))), [":stem"]);
    assert.deepEqual(names(await read(layer)), [":"]);
    assert.deepEqual(names(await read(dict({ state_dict: layer }))), ["state_dict:"]);
  });

  it("reads a list of names and tensors as the dict that it was", async () => {
    const pairs = Object.entries(torch.prefixed("bn")).map(([name, piece]) => tuple(text(name), piece));
    assert.deepEqual(names(await read(dict({ variables: list(...pairs) }))), ["variables:bn"]);
  });

  it("reads modules: the path, eps, a momentum of None and the training flag", async () => {
    const wrapped = container({ module: container({ "0": module("SyncBatchNorm", numbers) }) });
    const checkpoint = await read(dict({ model: wrapped }));
    assert.deepEqual(names(checkpoint), ["model:module.0"]);
    const [{ eps, momentum, training }] = checkpoint.layers;
    assert.deepEqual(
      [eps.value, eps.isAssumed, momentum.value, momentum.isAssumed, training],
      [0.25, false, null, false, true],
    );
  });

  it("reads batch norm of other classes by its tensors, and no instance norm", async () => {
    const net = container({
      a: module("FrozenBatchNorm2d", { eps: torch.float(0.5) }),
      b: module("InstanceNorm2d", numbers),
    });
    const checkpoint = await read(net);
    assert.deepEqual(names(checkpoint), [":a"]);
    assert.equal(checkpoint.layers[0].eps.value, 0.5);
  });

  it("reads a module without tensors, and one without statistics, as layers", async () => {
    const bare = {
      ...numbers,
      _parameters: dict({ weight: none, bias: none }),
      _buffers: dict({ running_mean: none }),
    };
    const affine = { ...numbers, _buffers: dict({ running_mean: none, running_var: none }) };
    const { layers } = await read(
      container({ a: module("BatchNorm2d"), b: module("BatchNorm2d", bare), c: module("BatchNorm1d", affine) }),
    );
    assert.deepEqual(
      layers.map(({ name, numFeatures, gamma, runningMean }) => [
        name,
        numFeatures,
        gamma?.length,
        runningMean?.length,
      ]),
      [
        ["a", 4, 4, 4],
        ["b", 4, undefined, undefined],
        ["c", 4, 4, undefined],
      ],
    );
  });

  it("reads records of any class that hold a network", async () => {
    const holder = object(
      global("timm.utils", "ModelEma"),
      dict({ decay: torch.float(0.9), module: dict(torch.prefixed("bn")) }),
    );
    assert.deepEqual(names(await read(dict({ ema: holder }))), ["ema.module:bn"]);
    const called = call(global("collections", "deque"), list(dict(torch.prefixed("bn"))));
    assert.deepEqual(names(await read(dict({ last: called }))), ["last.0:bn"]);
  });

  it("counts a dict that stands twice once, and ends in cycles", async () => {
    const state = torch.join(dict(torch.prefixed("bn")), torch.bytes(0x71, 9));
    const cycle = torch.join(torch.code("]"), torch.bytes(0x71, 8), torch.code("h"), torch.bytes(8), torch.code("a"));
    const recalled = torch.bytes(0x68, 9);
    assert.deepEqual(names(await read(dict({ model: state, again: recalled, cycle }))), ["model:bn"]);
  });

  const { running_var: variance, ...three } = torch.layerTensors;
  const args = torch.tensorArgs(torch.storage("3", 4), 4);
  const typed = torch.tensorArgs(torch.storage("3", 16, "UntypedStorage", "torch.storage"), 4);
  const float32 = global("torch", "float32");
  const plainTensor = global("torch._utils", "_rebuild_tensor_v2");
  /** Ways to write a tensor that are the same tensor. */
  const ways: [string, torch.Piece][] = [
    ["of an untyped storage", call(global("torch._utils", "_rebuild_tensor_v3"), ...typed, float32)],
    ["with metadata", call(plainTensor, ...args, dict({}))],
    ["of PyTorch 0.3", call(global("torch._utils", "_rebuild_tensor"), ...args.slice(0, 4))],
    ["of CUDA", call(plainTensor, ...torch.tensorArgs(torch.storage("3", 4, "FloatStorage", "torch.cuda"), 4))],
    ["a parameter", call(global("torch._utils", "_rebuild_parameter"), variance, torch.yes, dict({}))],
    [
      "a parameter with a state",
      call(global("torch._utils", "_rebuild_parameter_with_state"), variance, torch.yes, dict({}), dict({})),
    ],
    ["a buffer", call(global("torch.nn.parameter", "Buffer"), variance)],
    [
      "a subclass",
      call(
        global("torch._tensor", "_rebuild_from_type_v2"),
        plainTensor,
        global("my", "Tensor"),
        tuple(...args),
        dict({}),
      ),
    ],
    ["with a state", torch.join(variance, tuple(torch.yes, torch.no, dict({})), torch.code("b"))],
  ];
  for (const [kind, piece] of ways) {
    it(`reads a tensor ${kind}`, async () => {
      const { layers, notices } = await read(dict(torch.prefixed("bn", { ...three, running_var: piece })));
      assert.deepEqual([...(layers[0].runningVar ?? [])], [1, 1, 1, 1]);
      assert.deepEqual(notices, []);
    });
  }

  it("scales quantized tensors by their channel", async () => {
    const storages = { "0": torch.bytes(1, 2, 3, 255) };
    const args = [
      torch.storage("0", 4, "QInt8Storage"),
      whole(0),
      tuple(whole(2), whole(2)),
      tuple(whole(2), whole(1)),
    ];
    const scales = list(torch.float(0.5), torch.float(2));
    const scheme = tuple(global("torch", "per_channel_affine"), scales, list(whole(1), whole(0)), whole(0));
    const quantized = call(global("torch._utils", "_rebuild_qtensor"), ...args, scheme, torch.no, dict({}));
    const { tensors } = await read(dict({ "conv.weight": quantized }), { storages });
    assert.deepEqual([...(await tensors[0].read())], [0, 0.5, 6, -2]);
    assert.equal(tensors[0].dtype, "qint8");
  });

  it("reads numbers in big-endian order where the file says so", async () => {
    const swapped = Object.fromEntries(
      Object.entries(torch.layerStorages).map(([key, content]) => {
        const view = new DataView(content.slice().buffer);
        for (let i = 0; i < 16; i += 4) view.setUint32(i, view.getUint32(i, true), false);
        return [key, new Uint8Array(view.buffer)];
      }),
    );
    const entries = { "archive/byteorder": torch.code("big") };
    const { layers } = await read(dict(torch.prefixed("bn")), { storages: swapped, entries });
    assert.deepEqual([...(layers[0].gamma ?? [])], [1, 2, 3, 4]);
  });

  it("reads deflated archives, and a data.pkl in the root", async () => {
    assert.deepEqual(names(await read(dict(torch.prefixed("bn")), { level: 6 })), [":bn"]);
  });

  it("tells a tensor of the meta device, and reads the rest", async () => {
    const meta = call(
      global("torch._utils", "_rebuild_meta_tensor_no_storage"),
      float32,
      tuple(whole(4)),
      tuple(whole(1)),
      torch.no,
    );
    const { layers, notices } = await read(dict(torch.prefixed("bn", { ...three, running_var: meta })));
    assert.equal(layers[0].runningVar, null);
    assert.equal(layers[0].runningMean?.length, 4);
    assert.deepEqual(
      notices.map(({ code }) => code),
      ["UNSUPPORTED"],
    );
  });

  it("keeps calls that it does not know as records, and says which of them would run code", async () => {
    const harmless = call(global("my.module", "rebuild"), text("x"));
    const system = call(global("posix", "system"), text("echo ran"));
    const quiet = await read(dict({ ...torch.prefixed("bn"), "a.b": harmless }));
    assert.deepEqual([names(quiet), quiet.notices], [[":bn"], []]);
    const { notices } = await read(dict({ ...torch.prefixed("bn"), "a.b": system }));
    assert.deepEqual(
      notices.map(({ code, severity }) => [code, severity]),
      [["RUNS_CODE", "warning"]],
    );
    assert.match(notices[0].message, /posix\.system/);
    await assertRefused(read(system), "REFUSED");
  });

  it("reads tensors that pickle.dump wrote, each storage with a whole file inside the pickle", async () => {
    const legacy = fixture("hostile/legacy_good.pth");
    // The fixture's object is a dict: an object that is one storage, by hand.
    const system = dict({ little_endian: torch.yes });
    const inner = (key: string, content: Uint8Array): Uint8Array =>
      torch.join(
        ...[legacy.subarray(0, 15), torch.pickle(whole(1001)), torch.pickle(system)],
        ...[torch.pickle(torch.storage(key, 4)), torch.pickle(list(text(key)))],
        ...[torch.bytes(4, 0, 0, 0, 0, 0, 0, 0), content],
      );
    const load = (key: string, content: Uint8Array): torch.Piece =>
      call(global("torch.storage", "_load_from_bytes"), torch.rawBytes(inner(key, content)));
    const rebuild = global("torch._utils", "_rebuild_tensor_v2");
    const tensors = Object.keys(torch.layerTensors).map((name, i) => {
      const content = Object.values(torch.layerStorages)[i];
      return [`bn.${name}`, call(rebuild, ...torch.tensorArgs(load(String(i), content), 4))] as const;
    });
    const file = torch.pickle(dict(Object.fromEntries(tensors)), 4);
    const { layers, framework, notices } = await readCheckpoint(sourceOf("state.pkl", file));
    assert.equal(framework, "pytorch");
    assert.deepEqual(notices, []);
    assert.deepEqual([...(layers[0].gamma ?? [])], [1, 2, 3, 4]);
    assert.deepEqual([...(layers[0].runningMean ?? [])], [0.5, 0.5, 0.5, 0.5]);
  });

  it("refuses a zip archive without data.pkl, and a file without tensors", async () => {
    await assertRefused(read(dict({ epoch: whole(3) })), "NOT_A_CHECKPOINT");
    await assertRefused(
      readCheckpoint(sourceOf("a.pt", torch.code("PK\x05\x06" + "\0".repeat(18)))),
      "NOT_A_CHECKPOINT",
    );
  });
});

describe("readClass", () => {
  const scripted =
    "class Other(Module):\n  eps : Final[float] = 5.0\nclass BatchNorm2d(Module):\n  eps : Final[float] = 0.001\n";

  it("reads the attributes of a scripted class, and of no other one", () => {
    assert.deepEqual(readClass(`${scripted}  momentum : Final[NoneType] = None\n`, "BatchNorm2d"), {
      eps: 0.001,
      momentum: null,
    });
    assert.deepEqual(readClass(`${scripted}  momentum : Final[float] = 0.25\n`, "BatchNorm2d"), {
      eps: 0.001,
      momentum: 0.25,
    });
    assert.deepEqual(readClass(scripted, "BatchNorm1d"), {});
  });

  it("reads the call of a traced class, and of a scripted one before PyTorch 1.7", () => {
    const traced = "class BatchNorm2d(Module):\n  _0 = torch.batch_norm(x, w, b, m, v, False, 0.25, 0.001, True)\n";
    assert.deepEqual(readClass(traced, "BatchNorm2d"), { training: false, momentum: 0.25, eps: 0.001 });
    const older =
      "class BatchNorm2d(Module):\n  _1 = __torch__.torch.nn.functional.batch_norm(x, m, v, w, b, t, f, 0.001, )\n";
    assert.deepEqual(readClass(older, "BatchNorm2d"), { eps: 0.001 });
  });
});

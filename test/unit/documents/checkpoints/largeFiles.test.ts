import assert from "node:assert/strict";
import { readCheckpoint } from "../../../../src/documents/checkpoints/index.ts";
import { sparseZip, type SparseEntry } from "./sparseZip.ts";
import * as torch from "./torchBuilder.ts";
import { cpuMs } from "../../../support/cpuMs.ts";

const numLayers = 200;
const numChannels = 256;
const weightBytes = 50_000_000;

/** 200 convolutions of 50 MB, a batch norm layer behind each, as torch.save orders them. */
function largeNetwork(): SparseEntry[] {
  const tensors: Record<string, torch.Piece> = {};
  const storages: SparseEntry[] = [];
  const add = (name: string, content: Uint8Array | number, length: number): void => {
    const key = String(storages.length);
    tensors[name] = torch.tensor(key, length);
    storages.push([`archive/data/${key}`, content]);
  };
  for (let i = 0; i < numLayers; i++) {
    add(`layers.${i}.conv.weight`, weightBytes, weightBytes / 4);
    for (const name of ["weight", "bias", "running_mean", "running_var"]) {
      add(`layers.${i}.bn.${name}`, torch.floats(...Array<number>(numChannels).fill(i)), numChannels);
    }
  }
  return [["archive/data.pkl", torch.pickle(torch.dict(tensors))], ...storages];
}

describe("readCheckpoint, large files", () => {
  it("costs of 10 GB the index and the batch norm: under 20 MB read, in blocks", async () => {
    const bytes = sparseZip(largeNetwork());
    assert.ok(bytes.byteLength > 10_000_000_000);
    const started = cpuMs();
    const source = { fileName: "large.pt", bytes, sibling: () => Promise.resolve(null) };
    const { layers, tensors, notices } = await readCheckpoint(source);
    const took = cpuMs() - started;
    assert.deepEqual(notices, []);
    assert.equal(tensors.length, 1000);
    assert.deepEqual(
      layers.map(({ runningMean }) => runningMean?.[numChannels - 1]),
      Array.from({ length: numLayers }, (_, i) => i),
    );
    assert.ok(bytes.numRead() < 20_000_000, `${bytes.numRead()} bytes read`);
    // 300 ms alone on a machine; ten times as long is a fault, not a busy machine.
    assert.ok(took < 3000, `it took ${took} ms`);
  });
});

// The numbers of every batch norm layer of a checkpoint as large as ResNet-50's, beside torch.load and a loop over its
// layers: in processes that have read it before; and from nothing, as a person waits for it, with a thread that starts here
// and `import torch` there, the file in the system's cache or not. Then a sparse file of 10 GB with 200 layers.
import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readCheckpoint } from "../src/documents/checkpoints/index.ts";
import { diskFile } from "../src/worker/checkpoint/diskFile.ts";
import { readInNewThread } from "./support/checkpointThread.ts";
import { compare, type Contestant, timed } from "./support/compare.ts";
import { PythonPeer } from "./support/pythonPeer.ts";

const numLayers = 53;

export default async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "batchnorm-checkpoints-"));
  try {
    await besideTorch(join(folder, "resnet50.pt"));
    await sparse(join(folder, "sparse.safetensors"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function besideTorch(path: string): Promise<void> {
  const peer = await PythonPeer.start("checkpointPeer.py");
  if (peer === null) {
    console.log("  without PyTorch nobody makes the file either");
    return;
  }
  try {
    await peer.measure({ task: "make", path });
    const torch: Contestant = { name: "torch.load", run: () => peer.measure({ task: "load", path }) };
    const size = `State dict of ResNet-50, 102 MB, ${numLayers} layers`;
    await compare(size, [timed("readCheckpoint", () => read(path, numLayers)), torch]);
    execFileSync(process.execPath, [join(import.meta.dirname, "../scripts/build.ts")], { stdio: "ignore" });
    for (const isCached of [true, false]) {
      const afterwards = (work: () => Promise<number>) => async (): Promise<number> => {
        if (!isCached) await peer.measure({ task: "evict", path });
        return work();
      };
      const contestants: Contestant[] = [
        { name: "a new thread", run: afterwards(() => readInNewThread(path, numLayers)) },
        { name: "a new Python", run: afterwards(() => peer.measure({ task: "loadAnew", path })) },
      ];
      const where = isCached ? "in" : "not in";
      await compare(`${size}, from nothing, ${where} the system's cache`, contestants, { rounds: 7 });
    }
  } finally {
    peer.stop();
  }
}

/** 200 layers of 512 channels in front of what would be 10 GB of weights. */
async function sparse(path: string): Promise<void> {
  const layers = 200;
  const channels = 512;
  const size = 10 * 2 ** 30;
  const header: Record<string, object> = {};
  let offset = 0;
  const tensor = (name: string, shape: number[]): void => {
    const end = offset + 4 * shape.reduce((product, length) => product * length, 1);
    header[name] = { dtype: "F32", shape, data_offsets: [offset, end] };
    offset = end;
  };
  for (let k = 0; k < layers; k++) {
    for (const part of ["weight", "bias", "running_mean", "running_var"]) tensor(`layer${k}.bn.${part}`, [channels]);
    tensor(`layer${k}.conv.weight`, [Math.floor(size / layers / 4)]);
  }
  const text = JSON.stringify(header);
  const head = Buffer.alloc(8 + text.length);
  head.writeBigUInt64LE(BigInt(text.length));
  head.write(text, 8);
  const file = openSync(path, "w");
  writeSync(file, head);
  ftruncateSync(file, head.length + offset);
  closeSync(file);
  const before = process.memoryUsage().rss;
  await compare(`Sparse file of 10 GB, ${layers} layers`, [timed("readCheckpoint", () => read(path, layers))], {
    rounds: 5,
  });
  console.log(`  memory grew by ${((process.memoryUsage().rss - before) / 1e6).toFixed(0)} MB`);
}

async function read(path: string, wanted: number): Promise<void> {
  const file = diskFile(path);
  try {
    const { layers } = await readCheckpoint({
      fileName: basename(path),
      bytes: file.bytes,
      sibling: (name) => file.sibling(name),
    });
    if (layers.length !== wanted) throw new Error(`${wanted} layers were expected, got ${layers.length}`);
  } finally {
    file.close();
  }
}

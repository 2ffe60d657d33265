// The numbers of every batch norm layer of a checkpoint as large as ResNet-50's, beside torch.load and a loop over its
// layers; and a sparse file of 10 GB with 200 layers. The file is in the system's cache for both.
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { readCheckpoint } from "../src/documents/checkpoints/index.ts";
import { diskFile } from "../src/worker/checkpoint/diskFile.ts";
import { compare, type Contestant, timed } from "./support/compare.ts";
import { PythonPeer } from "./support/pythonPeer.ts";

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
    await compare("State dict of ResNet-50, 102 MB, 53 layers", [timed("readCheckpoint", () => read(path)), torch]);
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

async function read(path: string, wanted = 53): Promise<void> {
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

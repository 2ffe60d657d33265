import { open } from "node:fs/promises";
const t00 = performance.now();
const { readCheckpoint } = await import("../src/documents/checkpoints/index.ts");
const file = await open(process.argv[2]); const { size } = await file.stat();
let reads = 0, numBytes = 0;
const bytes = { byteLength: size, slice: async (from: number, to: number) => { reads++; const b = new Uint8Array(Math.max(0, Math.min(to, size) - from)); numBytes += b.length; if (b.length) await file.read(b, 0, b.length, from); return b; } };
for (let i = 0; i < 4; i++) {
const t0 = performance.now(); reads = 0; numBytes = 0;
const c = await readCheckpoint({ fileName: "x.pt", bytes, sibling: async () => null });
console.log(c.layers.length, (performance.now() - t0).toFixed(0) + "ms", reads, "reads", (numBytes/1e6).toFixed(1)+"MB", process.memoryUsage().rss/1e6|0, "MB rss", c.notices.length);
}
console.log("import+all", (performance.now()-t00).toFixed(0));

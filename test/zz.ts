import { readFileSync } from "node:fs";
import { readCheckpoint } from "../src/documents/checkpoints/index.ts";
import { bytesInMemory } from "../src/documents/checkpoints/byteRanges.ts";
const f = process.argv[2];
const b = new Uint8Array(readFileSync(f));
const before = process.memoryUsage().rss; const t0 = performance.now(); let line;
try { const c = await readCheckpoint({ fileName: f, bytes: bytesInMemory(b), sibling: async () => null }); line = c.layers.length + " layers"; } catch (e: any) { line = `${e.name} ${e.code} ${e.message}`; }
console.log(f, (b.length/1e6).toFixed(0)+"MB file", `${(performance.now() - t0).toFixed(0)}ms +${((process.memoryUsage().rss - before) / 1e6).toFixed(0)}MB`, line);

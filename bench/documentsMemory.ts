// Run by documents.bench.ts in a process of its own: how much memory reading a document of 40 MB takes at most.
import { readTensor } from "../src/documents/index.ts";

const [, , languageId, digits] = process.argv;
const [before, between, after] = languageId === "json" ? ["[", "],\n[", "]"] : ["", "\n", ""];
const textLength = 40e6;
const row = Array.from({ length: 64 }, (_, i) =>
  digits === "1" ? String(i % 10) : (Math.sin(i) * 5).toFixed(Number(digits) - 1),
).join(",");
const copies = Math.floor(textLength / (row.length + between.length));
const lines = Array.from({ length: copies }, () => row).join(between);
// Through bytes, so that the text is one flat string, as an editor's is.
const text = Buffer.from(before + before + lines + after + after, "latin1").toString("latin1");
(globalThis as { gc?: () => void }).gc?.();
const restBytes = process.memoryUsage().rss;
const tensor = readTensor(text, { languageId, selections: [], missingValues: "omitRows", header: "auto" });
const peakBytes = process.resourceUsage().maxRSS * 1024;
const used = peakBytes - restBytes;
console.log(
  `${(text.length / 1e6).toFixed(0)} MB, ${tensor.shape.join(" × ")} numbers: ${(used / 1e6).toFixed(0)} MB, ` +
    `${(used / text.length).toFixed(2)} × the text`,
);

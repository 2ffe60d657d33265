import assert from "node:assert/strict";
import { npyBytes } from "../../../../src/documents/write/index.ts";
import { moments, RandomGenerator } from "../../../../src/engine/index.ts";
import type { FileRequest } from "../../../../src/session/compute/fileRequest.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { bytesOnly } from "../../../../src/worker/files/bytesOnly.ts";
import { openFile } from "../../../../src/worker/files/openFile.ts";
import { previewFile } from "../../../../src/worker/files/filePreview.ts";

const read = { languageId: "plaintext", selections: [], missingValues: "omitRows", header: "auto" } as const;
const random = new RandomGenerator(5);
const shape = [200_000, 3, 4];
const data = Float64Array.from({ length: 2_400_000 }, () => Math.fround(random.normal() + 100));

function request(part: Partial<FileRequest> = {}): FileRequest {
  const bytes = npyBytes({ shape, data }, "float32");
  const source = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  return { name: "large.npy", source, columns: null, lines: null, layout: "auto", preset: "pytorch", ...part };
}

describe("an .npy file", function () {
  this.timeout(30_000);

  it("has the moments of its channels, over samples and positions", async () => {
    const dataset = await openFile(bytesOnly, request(), read, () => undefined);
    const { features, shape: analyzed } = dataset.analyze(defaultReportOptions, null);
    assert.deepEqual([analyzed, dataset.info.rangeLabel], [shape, "rows 1–200,000"]);
    for (let c = 0; c < 3; c++) {
      const expected = moments(data.filter((_, i) => Math.floor(i / 4) % 3 === c));
      assert.equal(features.count[c], expected.count);
      assert.ok(Math.abs(features.mean[c] - expected.mean) < 1e-12 * expected.mean);
      assert.ok(Math.abs(features.variance[c] - expected.variance) < 1e-12 * expected.variance);
    }
  });

  it("is read from one row to another", async () => {
    const dataset = await openFile(bytesOnly, request({ lines: { first: 2, last: 4 } }), read, () => undefined);
    const { features } = dataset.analyze(defaultReportOptions, null);
    const expected = moments(data.subarray(12, 48).filter((_, i) => Math.floor(i / 4) % 3 === 1));
    assert.deepEqual([features.count[1], dataset.info.rangeLabel], [12, "rows 2–4"]);
    assert.ok(Math.abs(features.mean[1] - expected.mean) < 1e-12 * expected.mean);
  });

  it("shows what it holds before it is read", () => {
    const { lengths, estimatedRows, rowsBy, arrays } = previewFile(bytesOnly, request(), read);
    assert.deepEqual([lengths, estimatedRows, rowsBy, arrays], [[3, 4], 200_000, "number", []]);
  });
});

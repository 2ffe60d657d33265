import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bytesSource, type ByteSource } from "../../../../src/documents/stream/sources/byteSource.ts";
import type { FileRequest } from "../../../../src/session/compute/fileRequest.ts";
import { Failure } from "../../../../src/shared/messages/failure.ts";
import type { FileDataset } from "../../../../src/worker/files/fileDataset.ts";
import { FileSource } from "../../../../src/worker/files/fileSource.ts";
import { inlinePool } from "../../../../src/worker/files/scan/inlinePool.ts";
import { openFile, type FilePlatform } from "../../../../src/worker/files/openFile.ts";
import { createOutputFile } from "../../../../src/worker/files/outputFile.ts";
import type { ScanPool } from "../../../../src/worker/files/scan/scanPool.ts";
import { ThreadPool } from "../../../../src/worker/files/scan/threadPool.ts";

const threadScript = new URL("../../../../src/worker/files/scan/scanThread.ts", import.meta.url);
const read = { languageId: "csv", selections: [], missingValues: "omitRows", header: "auto" } as const;

describe("a file that goes wrong while it is read", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "batchnorm-faults-"));
  const path = join(folder, "data.csv");
  const numRows = 1_000_000;
  const text = `a,b\n${"1.5,2.25\n".repeat(numRows)}`;

  beforeEach(() => {
    writeFileSync(path, text);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Reads the file; `meddle` is called once, when the first range has been read. */
  function readWhile(meddle: () => void, createPool?: (source: ByteSource) => ScanPool): Promise<FileDataset> {
    let hasMeddled = false;
    const platform: FilePlatform = {
      createOutput: (target) => createOutputFile(target, path),
      open: ({ name }) => new FileSource(path, name),
      createPool: (_request, source) => {
        const inner = createPool?.(source) ?? inlinePool(source);
        return {
          ...inner,
          size: 1,
          begin: (job) => {
            inner.begin(job);
          },
          counts: () => inner.counts(),
          dispose: () => {
            inner.dispose();
          },
          scan: async (task) => {
            const report = await inner.scan(task);
            if (!hasMeddled) meddle();
            hasMeddled = true;
            return report;
          },
        };
      },
    };
    const request: FileRequest = {
      name: "data.csv",
      source: path,
      columns: null,
      lines: null,
      layout: "auto",
      preset: "pytorch",
    };
    return openFile(platform, request, read, () => undefined);
  }

  async function failureWhile(meddle: () => void): Promise<Failure> {
    const thrown: unknown = await readWhile(meddle).then(
      () => null,
      (error: unknown) => error,
    );
    assert.ok(thrown instanceof Failure, String(thrown));
    assert.equal(thrown.kind, "input");
    return thrown;
  }

  it("is read whole where nothing goes wrong", async () => {
    const { scan } = await readWhile(() => undefined);
    assert.equal(scan.totals.rows, numRows);
  });

  it("says that it was cut short or changed", async () => {
    const failure = await failureWhile(() => {
      truncateSync(path, 6_000_000);
    });
    assert.equal(failure.code, "FILE_CHANGED");
    assert.match(failure.message, /data.csv was changed while it was read/);
  });

  it("says that it was written to, whatever the rows then were", async () => {
    const appended = await failureWhile(() => {
      appendFileSync(path, "7,8\n");
    });
    const rewritten = await failureWhile(() => {
      writeFileSync(path, `a,b\n${"x\n".repeat(6_000_000)}`);
    });
    assert.deepEqual([appended.code, rewritten.code], ["FILE_CHANGED", "FILE_CHANGED"]);
  });

  it("says that it was deleted or replaced", async () => {
    const deleted = await failureWhile(() => {
      rmSync(path);
    });
    assert.match(deleted.message, /deleted/);
    writeFileSync(path, text);
    const replaced = await failureWhile(() => {
      writeFileSync(`${path}.new`, text);
      renameSync(`${path}.new`, path);
    });
    assert.match(replaced.message, /replaced/);
  });

  it("says that a reading thread ended, and the next run works", async () => {
    let pool: ThreadPool | undefined;
    const killed = readWhile(
      () => {
        pool?.dispose();
      },
      (source) => (pool = new ThreadPool(threadScript, 2, { strings: null, source: path, name: "data.csv" }, source)),
    );
    const thrown: unknown = await killed.then(
      () => null,
      (error: unknown) => error,
    );
    assert.ok(thrown instanceof Failure);
    assert.equal(thrown.kind, "stopped");
    assert.equal((await readWhile(() => undefined)).scan.totals.rows, numRows);
  });
});

describe("an inline pool", () => {
  it("refuses ranges before a scan has begun", async () => {
    const pool = inlinePool(bytesSource(new Uint8Array(8)));
    await assert.rejects(pool.scan({ index: 0, start: 0, stop: 8, isExact: true }), /no scan has begun/);
  });
});

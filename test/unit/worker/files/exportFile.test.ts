import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readArrays } from "../../../../src/documents/arrays/index.ts";
import { moments } from "../../../../src/engine/index.ts";
import type { FileExport, FileRequest } from "../../../../src/session/compute/fileRequest.ts";
import { Failure } from "../../../../src/shared/messages/failure.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { exportFile } from "../../../../src/worker/files/exportFile.ts";
import { nodeFiles } from "../../../../src/worker/files/nodeFiles.ts";
import { partName } from "../../../../src/worker/files/outputFile.ts";
import { openFile } from "../../../../src/worker/files/openFile.ts";

const platform = nodeFiles("", null, 1);

describe("exportFile", () => {
  const folder = mkdtempSync(join(tmpdir(), "batchnorm-export-"));
  const path = join(folder, "data.csv");
  const numRows = 20_000;
  const rows = Array.from({ length: numRows }, (_, n) => [n, (n * 7) % 13]);
  const request: FileRequest = {
    name: "data.csv",
    source: path,
    columns: null,
    lines: null,
    layout: "auto",
    preset: "pytorch",
  };
  const gamma = Float64Array.of(2, 1);
  const beta = Float64Array.of(10, 0);
  const lines = rows.map(([a, b]) => `${a},word,${b}`);

  beforeEach(() => {
    writeFileSync(path, `a,"b ""x""",c\n${lines.join("\n")}\nNA,word,1\n`);
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  async function run(
    target: string,
    format: FileExport["format"],
    meddle: () => void = () => undefined,
  ): Promise<number> {
    const read = { languageId: "csv", selections: [], missingValues: "omitRows", header: "auto" } as const;
    const dataset = await openFile(platform, request, read, () => undefined);
    dataset.analyze(defaultReportOptions, null);
    meddle();
    return exportFile(platform, request, dataset, { target, format, gamma, beta }, () => undefined);
  }

  const expected = ((): number[][] => {
    const columns = [0, 1].map((c) => moments(rows.map((row) => row[c])));
    return rows.map((row) =>
      row.map((x, c) => gamma[c] * ((x - columns[c].mean) / Math.sqrt(columns[c].variance + 1e-5)) + beta[c]),
    );
  })();

  function assertRows(got: readonly (readonly number[])[]): void {
    assert.equal(got.length, numRows);
    got.forEach((row, n) => {
      row.forEach((value, c) => {
        assert.ok(
          Math.abs(value - expected[n][c]) <= 1e-9,
          `row ${n}, column ${c}: ${value}, expected ${expected[n][c]}`,
        );
      });
    });
  }

  it("writes CSV with the names of the columns that are numbers", async () => {
    const target = join(folder, "out.csv");
    assert.equal(await run(target, "csv"), numRows);
    const [header, ...written] = readFileSync(target, "utf8").trimEnd().split("\n");
    assert.equal(header, "a,c");
    assertRows(written.map((line) => line.split(",").map(Number)));
  });

  it("writes JSON Lines and .npy", async () => {
    await run(join(folder, "out.jsonl"), "jsonl");
    const text = readFileSync(join(folder, "out.jsonl"), "utf8").trimEnd();
    assertRows(text.split("\n").map((line) => JSON.parse(line) as number[]));
    await run(join(folder, "out.npy"), "npy");
    const [{ shape, dtype, ...array }] = readArrays(readFileSync(join(folder, "out.npy")), "out.npy");
    assert.deepEqual([shape, dtype], [[numRows, 2], "<f8"]);
    const data = array.read();
    assertRows(rows.map((_, n) => Array.from(data.subarray(2 * n, 2 * n + 2))));
  });

  it("keeps what was there, and leaves no part behind, where the file changed", async () => {
    const target = join(folder, "kept.csv");
    writeFileSync(target, "before");
    const changed = run(target, "csv", () => {
      utimesSync(path, 1, 1);
    });
    await assert.rejects(changed, (error) => error instanceof Failure && error.code === "FILE_CHANGED");
    assert.equal(readFileSync(target, "utf8"), "before");
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith(".part")),
      [],
    );
  });

  it("says that the disk is full, and leaves nothing behind", async () => {
    const target = join(folder, "full.csv");
    const full = "/dev/full"; // takes no byte, as a disk that is full
    if (existsSync(full)) symlinkSync(full, partName(target));
    else mkdirSync(partName(target)); // elsewhere a name that cannot be written has to do
    await assert.rejects(run(target, "csv"), (error) => error instanceof Failure && error.code === "CANNOT_WRITE");
    assert.ok(!existsSync(target));
    if (existsSync(full)) assert.ok(!existsSync(partName(target)));
    else rmdirSync(partName(target));
    assert.equal(await run(target, "csv"), numRows);
  });

  it("refuses the file that is read, and a folder that is not there", async () => {
    const same = (error: unknown): boolean => error instanceof Failure && error.code === "SAME_FILE";
    await assert.rejects(run(path, "csv"), same);
    assert.ok(readFileSync(path, "utf8").startsWith("a,"));
    const target = join(folder, "none", "out.csv");
    await assert.rejects(run(target, "csv"), (error) => error instanceof Failure && error.code === "CANNOT_WRITE");
    assert.ok(!existsSync(target));
  });
});

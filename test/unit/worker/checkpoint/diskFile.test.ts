import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskFile } from "../../../../src/worker/checkpoint/diskFile.ts";

describe("diskFile", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "batchnorm-disk-"));
    for (const name of ["models", "secrets"]) mkdirSync(join(folder, name));
    for (const name of ["models/a.onnx", "models/a.data", "secrets/key"]) writeFileSync(join(folder, name), name);
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function textBeside(path: string, name: string): Promise<string | null> {
    const file = diskFile(join(folder, path));
    try {
      const bytes = await (await file.sibling(name))?.slice(0, 100);
      return bytes === undefined ? null : new TextDecoder().decode(bytes);
    } finally {
      file.close();
    }
  }

  it("gives a file of the same folder, and none that is not there", async () => {
    assert.equal(await textBeside("models/a.onnx", "a.data"), "models/a.data");
    assert.equal(await textBeside("models/a.onnx", "b.data"), null);
  });

  it("gives nothing by a path, a folder's name or none", async () => {
    for (const name of ["../secrets/key", join(folder, "secrets/key"), "./a.data", "..", ".", ""]) {
      assert.equal(await textBeside("models/a.onnx", name), null, name);
    }
  });

  it("follows no link out of the folder", async () => {
    symlinkSync(join(folder, "secrets/key"), join(folder, "models/link.data"));
    symlinkSync(join(folder, "secrets"), join(folder, "models/link"));
    assert.equal(await textBeside("models/a.onnx", "link.data"), null);
    assert.equal(await textBeside("models/a.onnx", "link"), null);
  });

  it("follows links to where the file itself is linked from, as caches of models do", async () => {
    mkdirSync(join(folder, "snapshot"));
    for (const name of ["a.onnx", "a.data"]) symlinkSync(join("../models", name), join(folder, "snapshot", name));
    assert.equal(await textBeside("snapshot/a.onnx", "a.data"), "models/a.data");
  });
});

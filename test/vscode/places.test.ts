import assert from "node:assert/strict";
import { commands, Disposable, EventEmitter, extensions, FileType, Uri, window, workspace } from "vscode";
import type { Summary } from "../../src/session/report/summary.ts";
import { closeAll } from "./show.ts";

const table = "a,b\n1,10\n3,30\n";
const bytes = new TextEncoder().encode(table);

/** A folder elsewhere, as a virtual workspace has it: not on a disk, and not to be written. */
function registerElsewhere(): Disposable {
  const refuse = (): never => {
    throw new Error("read-only");
  };
  const changed = new EventEmitter<never>();
  return workspace.registerFileSystemProvider(
    "elsewhere",
    {
      onDidChangeFile: changed.event,
      watch: () => new Disposable(() => undefined),
      stat: () => ({ type: FileType.File, ctime: 0, mtime: 0, size: bytes.length }),
      readDirectory: () => [],
      readFile: () => bytes,
      createDirectory: refuse,
      writeFile: refuse,
      delete: refuse,
      rename: refuse,
    },
    { isReadonly: true },
  );
}

describe("documents that are not on a disk", () => {
  let registration: Disposable;
  const uri = Uri.parse("elsewhere:/folder/table.csv");
  before(() => {
    registration = registerElsewhere();
  });
  after(() => {
    registration.dispose();
  });
  afterEach(closeAll);

  it("are normalized from their text and as files", async () => {
    for (const command of ["batchNorm.normalizeSelection", "batchNorm.normalizeFile"]) {
      const { features } = await commands.executeCommand<Summary>(command, { uri });
      assert.deepEqual(
        features.map(({ name, mean }) => [name, mean]),
        [
          ["a", 2],
          ["b", 20],
        ],
        command,
      );
    }
  });

  it("stay as they are where they are read-only", async () => {
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    await commands.executeCommand("batchNorm.normalizeSelection");
    await window.showTextDocument(document);
    await commands.executeCommand("batchNorm.replaceWithNormalized", { values: "normalized" });
    assert.equal(document.getText(), table);
    assert.equal(document.isDirty, false);
  });

  it("are allowed by package.json, in workspaces that are not trusted too", () => {
    const manifest = extensions.getExtension("batchnorm-lens.batchnorm-lens")?.packageJSON as {
      capabilities: { untrustedWorkspaces: { supported: boolean }; virtualWorkspaces: boolean };
    };
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true);
    assert.equal(manifest.capabilities.virtualWorkspaces, true);
  });
});

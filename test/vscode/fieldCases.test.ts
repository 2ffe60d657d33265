import assert from "node:assert/strict";
import { commands, FileType, Uri, workspace } from "vscode";
import type { Summary } from "../../src/session/report/summary.ts";

/** What is right of a file that somebody could not read; see test/fixtures/field/data. */
interface FieldCase {
  readonly input: string;
  readonly tolerance: number;
  readonly expect: {
    readonly shape: readonly number[];
    readonly features: readonly { readonly name: string; readonly mean: unknown; readonly variance: unknown }[];
  };
}

async function readCase(folder: Uri): Promise<FieldCase> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(folder, "expect.json"));
  return JSON.parse(new TextDecoder().decode(bytes)) as FieldCase;
}

function assertRight({ shape, features }: Summary, { expect, tolerance }: FieldCase): void {
  assert.deepEqual(shape, expect.shape);
  for (const [c, { name, mean, variance }] of expect.features.entries()) {
    assert.equal(features[c].name, name);
    for (const [got, wanted] of [
      [features[c].mean, mean],
      [features[c].variance, variance],
    ]) {
      // What is not finite stands as a string in both.
      const isNear = typeof wanted === "number" && Math.abs(Number(got) - wanted) <= tolerance * (1 + Math.abs(wanted));
      assert.ok(isNear || got === wanted, `${name}: got ${String(got)}, expected ${String(wanted)}`);
    }
  }
}

describe("files that people could not read", () => {
  afterEach(() => commands.executeCommand("workbench.action.closeAllEditors"));

  it("are read right by Normalize Selection and by Normalize File", async function () {
    this.timeout(120_000);
    const [{ uri: root }] = workspace.workspaceFolders ?? [];
    const folder = Uri.joinPath(root, "field");
    const names = (await workspace.fs.readDirectory(folder)).filter(([, type]) => type === FileType.Directory);
    assert.ok(names.length >= 17, `${names.length} cases`);
    for (const [name] of names) {
      const fieldCase = await readCase(Uri.joinPath(folder, name));
      const uri = Uri.joinPath(folder, name, fieldCase.input);
      const isText = !/\.(?:npy|safetensors)$/.test(fieldCase.input);
      for (const command of ["normalizeFile", ...(isText ? ["normalizeSelection"] : [])]) {
        try {
          assertRight(await commands.executeCommand<Summary>(`batchNorm.${command}`, { uri }), fieldCase);
        } catch (thrown) {
          const reason = thrown instanceof Error ? thrown.message : String(thrown);
          throw new Error(`${name} by ${command}: ${reason}`, { cause: thrown });
        }
      }
    }
  });
});

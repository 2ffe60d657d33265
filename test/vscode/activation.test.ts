import assert from "node:assert/strict";
import { extensions } from "vscode";

const id = "batchnorm-lens.batchnorm-lens";

describe("the installed extension", () => {
  it("is there from its VSIX, not from the sources", () => {
    const extension = extensions.getExtension(id);
    assert.ok(extension, `${id} is not installed`);
    // VS Code for the Web is given the unpacked VSIX, the others install it.
    const path = extension.extensionUri.scheme !== "file" ? /devextensions/ : /batchnorm-lens-\d+\.\d+\.\d+/;
    assert.match(extension.extensionPath, path);
  });

  it("activates", async () => {
    const extension = extensions.getExtension(id);
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});

import assert from "node:assert/strict";
import { Worker } from "node:worker_threads";
import { commands, extensions, Position, window, workspace } from "vscode";
import { closeAll, show } from "./show.ts";

/** Longer than any delay after which the extension looks at an edit. */
const restMs = 1200;

/** How many messages the extension's threads are sent meanwhile: it runs in this process, on the same class. */
async function messagesDuring(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  // The method is called with the worker it belongs to.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (this: Worker, ...args: Parameters<typeof postMessage>): void {
    count++;
    postMessage.apply(this, args);
  };
  try {
    await work();
  } finally {
    Worker.prototype.postMessage = postMessage;
  }
  return count;
}

describe("what is hidden or switched off", () => {
  const features = ["codeLens", "hover", "statusBar"];
  const set = async (value: boolean | undefined): Promise<void> => {
    for (const name of features) await workspace.getConfiguration("batchNorm").update(name, value, true);
  };
  before(async () => {
    await extensions.getExtension("batchnorm-lens.batchnorm-lens")?.activate();
  });
  afterEach(async () => {
    await set(undefined);
    await closeAll();
  });

  /** Types into a table, moves the cursor, and waits. */
  const type = async (): Promise<void> => {
    await show("a,b\n1,2\n3,5\n", "csv");
    const editor = window.activeTextEditor;
    for (const text of ["7", "8", "9"]) {
      await editor?.edit((edit) => {
        edit.insert(new Position(1, 0), text);
      });
    }
    await commands.executeCommand("cursorMove", { to: "down" });
    await new Promise((resolve) => setTimeout(resolve, restMs));
  };

  it("asks nothing of the computing thread while a person types", async () => {
    await set(false);
    await commands.executeCommand("workbench.view.explorer");
    assert.equal(await messagesDuring(type), 0);
  });

  it("asks again once a lens is wanted", async () => {
    const asked = await messagesDuring(async () => {
      const { uri } = await show("a,b\n1,2\n3,5\n", "csv");
      await commands.executeCommand("vscode.executeCodeLensProvider", uri, 10);
    });
    assert.ok(asked > 0);
  });
});

// Extensions share one process: every thread that is started after this one is active is known to it.
const threads = require("node:worker_threads");
const vscode = require("vscode");

const started = new Set();
let endNext = false;

threads.Worker = class extends threads.Worker {
  constructor(...args) {
    super(...args);
    started.add(this);
    this.once("exit", () => started.delete(this));
  }

  postMessage(...args) {
    super.postMessage(...args);
    if (endNext) void this.terminate();
    endNext = false;
  }
};

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand("threadCompanion.endThreads", async () => {
      await Promise.all([...started].map((thread) => thread.terminate()));
      endNext = true;
    }),
  );
};

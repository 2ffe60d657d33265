// What the `assert` package and mocha ask of Node's `process`.
export const process = { env: {}, argv: [], version: "", cwd: () => "/", nextTick: queueMicrotask };

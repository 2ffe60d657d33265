// The readers of checkpoints: bundled on their own, and loaded when the first checkpoint is opened.
export { CheckpointError } from "../../documents/checkpoints/checkpointError.ts";
export { readCheckpoint } from "../../documents/checkpoints/index.ts";

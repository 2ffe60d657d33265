import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";
import { layersOf, type LayerFacts } from "../layersOf.ts";
import type { Checkpoint, CheckpointFormat, CheckpointFramework, CheckpointNotice, ReadingControl } from "../types.ts";
import { callNotices } from "./callNotices.ts";
import type { FoundTensors } from "./search/findTensors.ts";

/** What a reader of pickles hands over. */
export interface PickledFile extends FoundTensors {
  readonly format: CheckpointFormat;
  /** null: as the names say. */
  readonly framework: CheckpointFramework | null;
  readonly unknownCalls: ReadonlySet<string>;
  readonly notices: readonly CheckpointNotice[];
  readonly facts: readonly LayerFacts[];
  /** Whether a file without a single tensor is a checkpoint nonetheless. */
  readonly mayBeEmpty: boolean;
}

/**
 * The checkpoint that a pickled file is.
 *
 * @throws CheckpointError NOT_A_CHECKPOINT where it holds no tensors, REFUSED where it would run code instead; CANCELLED
 */
export async function toCheckpoint(file: PickledFile, control: ReadingControl | null): Promise<Checkpoint> {
  const warnings = callNotices(file.unknownCalls);
  if (file.tensors.length === 0) {
    for (const { message } of warnings) throw new CheckpointError("REFUSED", message);
    if (!file.mayBeEmpty) throw new CheckpointError("NOT_A_CHECKPOINT", t("the file holds no tensors"));
  }
  const { framework, facts } = file;
  const found = await layersOf(file.tensors, { framework, facts, control });
  return {
    ...found,
    format: file.format,
    tensors: file.tensors,
    notices: [...warnings, ...file.notices, ...found.notices],
  };
}

import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";

export function brokenPickle(): CheckpointError {
  return new CheckpointError("BROKEN", t("the pickle does not follow its format"));
}

export function truncatedPickle(): CheckpointError {
  return new CheckpointError("TRUNCATED", t("the pickle ends before its STOP"));
}

export function costlyPickle(): CheckpointError {
  return new CheckpointError("TOO_LARGE", t("the pickle builds more objects than reading may cost"));
}

/** A persistent id that is no storage: a path, for one. */
export function outsideObject(): CheckpointError {
  return new CheckpointError("REFUSED", t("the pickle refers to objects outside of it"));
}

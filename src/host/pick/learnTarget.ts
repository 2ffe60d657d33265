import { l10n } from "vscode";
import type { LayerFile } from "../../documents/layers/index.ts";
import type { ReportSession } from "../../session/report/reportSession.ts";
import type { TargetTensor } from "../../shared/report/learn.ts";
import { pickOrigin, readOrigin } from "./origin.ts";

/** Another tensor that γ and β are to bring the output to. */
export interface ChosenTarget {
  readonly file: LayerFile;
  readonly tensor: TargetTensor;
}

/**
 * Lets the person choose another tensor as the target of learning.
 *
 * @returns null if they change their mind
 * @throws Failure, or what the worker says of a file without numbers
 */
export async function chooseTarget(session: ReportSession): Promise<ChosenTarget | null> {
  const { snapshot } = session;
  const origin = await pickOrigin({
    title: l10n.t("Target of Learning"),
    placeHolder: l10n.t("Another tensor with as many rows, or a file with a column to learn: JSON, CSV, .npy …"),
  });
  if (origin === undefined || snapshot === null) return null;
  const file = await readOrigin(origin);
  const { names, valuesPerFeature } = await session.query("tensor/describe", { file, options: snapshot.options });
  return { file, tensor: { fileName: file.fileName, names, numRows: valuesPerFeature } };
}

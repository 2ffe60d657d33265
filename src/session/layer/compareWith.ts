import { t } from "@vscode/l10n";
import type { LayerFile } from "../../documents/layers/index.ts";
import { Failure } from "../../shared/messages/failure.ts";
import type { ComparedData } from "../../shared/layer/compared.ts";
import type { OtherTensor } from "../compute/compute.ts";
import { withCompared } from "../report/reportInput.ts";
import type { ReportSession } from "../report/reportSession.ts";

/**
 * Shows a report beside another file. Nothing is compared where there is no report.
 *
 * @throws Failure COMPARE_MISMATCH for other features; what the worker says of a file without numbers
 */
export async function compareWith(session: ReportSession, file: LayerFile): Promise<void> {
  const { snapshot } = session;
  if (snapshot === null) return;
  const other = await session.query("tensor/describe", { file, options: snapshot.options });
  const compared = comparedWith(snapshot.features.names, file.fileName, other);
  await session.change((input) => withCompared(input, compared));
}

/**
 * Another file's statistics for the features of a report: found by their names, or where these are others one by one.
 *
 * @throws Failure COMPARE_MISMATCH for another number of features under other names
 */
export function comparedWith(names: readonly string[], fileName: string, other: OtherTensor): ComparedData {
  const places = names.map((name) => other.names.indexOf(name));
  const isNamed = !places.includes(-1);
  if (!isNamed && other.names.length !== names.length) {
    const message = t(
      "{0} has {1} features, the selected data have {2}, and their names differ: choose a file with the same columns",
      fileName,
      other.names.length,
      names.length,
    );
    throw new Failure({ kind: "input", code: "COMPARE_MISMATCH", message, place: null });
  }
  const order = isNamed ? places : names.map((_, c) => c);
  const inOrder = (values: Float64Array): Float64Array => Float64Array.from(order, (place) => values[place]);
  return { fileName, mean: inOrder(other.mean), variance: inOrder(other.variance), count: inOrder(other.count) };
}

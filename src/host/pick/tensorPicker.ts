import { l10n, window, type TextEditor } from "vscode";
import type { Compute, TensorOverview } from "../../session/compute/compute.ts";
import { findRequest } from "../../session/insight/textInsight.ts";
import { cancelled } from "../../shared/messages/failure.ts";
import { readSettings } from "../configuration.ts";
import { documentSource, rangeOf } from "../sources/documentSource.ts";

/**
 * Where a JSON document holds several tensors and the cursor is in none of them, asks which one is meant.
 *
 * @returns the argument for Normalize Selection; undefined where the editor's own selection says it
 * @throws Failure of kind "cancelled" if the person chose none
 */
export async function pickTensor(editor: TextEditor | undefined, createCompute: () => Compute): Promise<unknown> {
  if (editor?.selections.every(({ isEmpty }) => isEmpty) !== true) return undefined;
  const { document, selection } = editor;
  const tensors = await findTensors(editor, createCompute);
  const cursor = document.offsetAt(selection.active);
  const isInOne = tensors.some(({ range }) => range.start <= cursor && cursor <= range.end);
  if (tensors.length < 2 || isInOne) return undefined;
  const picked = await window.showQuickPick(
    tensors.map((tensor) => ({
      label: tensor.path || document.fileName,
      description: tensor.shape.join(" × "),
      detail: l10n.t("line {0}", document.positionAt(tensor.range.start).line + 1),
      tensor,
    })),
    { placeHolder: l10n.t("Which numbers? The cursor is in none of them."), matchOnDescription: true },
  );
  if (picked === undefined) throw cancelled();
  const { start } = rangeOf(document, picked.tensor.range);
  return { uri: document.uri, selections: [{ start, end: start }] };
}

/** The tensors of the editor's document; none where it cannot be read, which the command itself will say. */
async function findTensors({ document }: TextEditor, createCompute: () => Compute): Promise<readonly TensorOverview[]> {
  const compute = createCompute();
  try {
    const source = documentSource(document);
    const tensors = await compute.request("text/tensors", {
      text: source.getText(),
      find: findRequest(source, readSettings(document)),
    });
    return tensors.filter(({ format }) => format === "json");
  } catch {
    return [];
  } finally {
    compute.dispose();
  }
}

import { l10n, type Command } from "vscode";

export const revealCommand = "batchNorm.tensors.reveal";

/** What a click on a row of the tree does: it shows the row's place in the text. */
export function revealCommandOf(node: object): Command {
  return { command: revealCommand, title: l10n.t("Reveal in the Text"), arguments: [node] };
}

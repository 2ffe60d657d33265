import { commands, Uri, type DataTransfer, type TreeDragAndDropController } from "vscode";
import type { TensorsNode } from "./tensorsTree.ts";

/** A file that is dropped on the tree is read as **Normalize File…** reads it. */
export class FileDrop implements TreeDragAndDropController<TensorsNode> {
  readonly dropMimeTypes = ["text/uri-list", "files"];
  readonly dragMimeTypes = [];

  async handleDrop(_target: TensorsNode | undefined, dropped: DataTransfer): Promise<void> {
    const uri = await droppedUri(dropped);
    if (uri !== undefined) await commands.executeCommand("batchNorm.normalizeFileFromMenu", uri);
  }
}

/** The first file: from the Explorer or an editor's tab as a list of Uris, from outside as a file. */
async function droppedUri(dropped: DataTransfer): Promise<Uri | undefined> {
  const list = (await dropped.get("text/uri-list")?.asString()) ?? "";
  const [first] = list.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  if ((first as string | undefined) !== undefined) return Uri.parse(first, true);
  for (const [, item] of dropped) {
    const uri = item.asFile()?.uri;
    if (uri !== undefined) return uri;
  }
  return undefined;
}

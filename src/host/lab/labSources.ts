import { Uri, window, workspace, type TextDocument } from "vscode";
import type { Span } from "../../documents/types.ts";
import type { LabText } from "../../session/lab/sourceReader.ts";
import type { SourceName } from "../../shared/lab/settings.ts";
import type { LabSource } from "../../shared/lab/protocol.ts";
import { parseArguments } from "../sources/commandArguments.ts";
import { documentSource, openDocument, spanOf } from "../sources/documentSource.ts";

/** The part of a document that the person had selected when the lab was opened. */
export interface ChosenText {
  readonly uri: string;
  readonly selections: readonly Span[];
}

const bundled: readonly LabSource[] = [
  { name: "digits", label: "digits.csv" },
  { name: "iris", label: "iris.csv" },
  { name: "wine", label: "wine.csv" },
];

/** What the lab can train on: the bundled tables, and the selection of an editor. */
export class LabSources {
  readonly #extensionUri: Uri;
  chosen: ChosenText | null = null;

  constructor(extensionUri: Uri) {
    this.#extensionUri = extensionUri;
  }

  /** The name of what was selected; null for nothing. */
  get chosenName(): string | null {
    return this.chosen === null ? null : (Uri.parse(this.chosen.uri).path.split("/").at(-1) ?? null);
  }

  get list(): readonly LabSource[] {
    const name = this.chosenName;
    return name === null ? bundled : [{ name: "selection", label: name }, ...bundled];
  }

  /** An arrow function, because the session holds it. @throws Failure if the document cannot be opened */
  readonly read = async (source: SourceName): Promise<LabText> => {
    if (source === "selection" && this.chosen !== null) {
      const { uri, selections } = this.chosen;
      return labText(await openDocument(uri), selections);
    }
    const name = source === "selection" ? "digits" : source;
    const uri = Uri.joinPath(this.#extensionUri, "samples", `${name}.csv`);
    const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
    return { text, name: `${name}.csv`, read: { ...wholeText, languageId: "csv", selections: [] } };
  };
}

const wholeText = { missingValues: "omitRows", header: "auto" } as const;

function labText(document: TextDocument, selections: readonly Span[]): LabText {
  const { name, languageId } = documentSource(document);
  return { text: document.getText(), name, read: { ...wholeText, languageId, selections } };
}

/** What an argument `{ uri, selections? }` of the command chooses; undefined where it names no document. */
export async function chosenBy(argument: unknown): Promise<ChosenText | undefined> {
  const { uri, ranges = [] } = parseArguments(argument);
  if (uri === undefined) return undefined;
  const document = await openDocument(uri);
  return { uri: uri.toString(), selections: ranges.map((range) => spanOf(document, range)) };
}

/** The active editor's document with its selections, if it is one that can hold a table. */
export function activeSelection(): ChosenText | null {
  const editor = window.activeTextEditor;
  if (editor === undefined) return null;
  const { document, selections } = editor;
  try {
    documentSource(document);
  } catch {
    return null;
  }
  if (document.languageId === "plaintext" && !/\.(csv|tsv|tab|txt)$/i.test(document.uri.path)) return null;
  return { uri: document.uri.toString(), selections: selections.map((range) => spanOf(document, range)) };
}

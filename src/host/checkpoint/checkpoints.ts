import type { CustomDocument, CustomReadonlyEditorProvider, Disposable, Uri, WebviewPanel } from "vscode";
import { CheckpointPage, type CheckpointServices } from "./checkpointPage.ts";

/** The editor of files that surely are checkpoints, and of whatever a command opens. */
export const checkpointViewType = "batchNorm.checkpoint";
/** The same editor for endings that other tools own: VS Code gives a view type one priority. */
export const optionalViewType = "batchNorm.checkpointOption";

/** The open checkpoints of this window, one page each: the read-only custom editor. */
export class Checkpoints implements CustomReadonlyEditorProvider, Disposable {
  readonly #services: CheckpointServices;
  readonly #pages = new Map<string, CheckpointPage>();

  constructor(services: CheckpointServices) {
    this.#services = services;
  }

  /** The page of a file, if it is open. */
  pageOf(uri: Uri): CheckpointPage | undefined {
    return this.#pages.get(uri.toString());
  }

  /** The page that the person looks at, if it is one of these. */
  get active(): CheckpointPage | undefined {
    return [...this.#pages.values()].find(({ isActive }) => isActive);
  }

  openCustomDocument(uri: Uri): CustomDocument {
    return { uri, dispose: () => undefined };
  }

  resolveCustomEditor({ uri }: CustomDocument, panel: WebviewPanel): void {
    const page = new CheckpointPage(this.#services, uri, panel, () => {
      page.dispose();
      if (this.pageOf(uri) === page) this.#pages.delete(uri.toString());
    });
    this.#pages.set(uri.toString(), page);
  }

  dispose(): void {
    for (const page of this.#pages.values()) page.dispose();
    this.#pages.clear();
  }
}

import type { Disposable, Uri, UriHandler, WebviewPanel, WebviewPanelSerializer } from "vscode";
import { labLink } from "../../shared/lab/link.ts";
import { Lab, type LabServices } from "./lab.ts";
import { activeSelection, type ChosenText } from "./labSources.ts";

/** Keeps the one lab of this window: opens it, brings it back after a reload, and opens it from a link. */
export class Labs implements Disposable, WebviewPanelSerializer, UriHandler {
  readonly #services: LabServices;
  #current: Lab | undefined;

  constructor(services: LabServices) {
    this.#services = services;
  }

  /**
   * The command **Open Network Lab**.
   *
   * @param chosen what to train on; by default what is selected in the active editor
   */
  async open(chosen: ChosenText | null = activeSelection()): Promise<void> {
    if (this.#current === undefined) {
      await this.#create(undefined).open(chosen);
    } else {
      this.#current.reveal();
      if (chosen !== null) await this.#current.choose(chosen);
    }
  }

  async deserializeWebviewPanel(panel: WebviewPanel): Promise<void> {
    this.#current?.dispose();
    const lab = this.#create(panel);
    const kept = await this.#services.store.read();
    await (kept === null ? lab.open(null) : lab.restore(kept, await this.#services.store.readResults()));
  }

  /** `vscode://…/lab?activation=relu&…` opens the lab with those settings; it does not run them. */
  async handleUri({ path, query }: Uri): Promise<void> {
    if (path !== "/lab") return;
    this.#current?.reveal();
    await (this.#current ?? this.#create(undefined)).openLink(labLink(query));
  }

  dispose(): void {
    this.#current?.dispose();
  }

  #create(panel: WebviewPanel | undefined): Lab {
    const lab = new Lab(this.#services, panel, () => {
      lab.dispose();
      if (this.#current === lab) this.#current = undefined;
    });
    this.#current = lab;
    return lab;
  }
}

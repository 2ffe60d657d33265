import { commands } from "vscode";

/** What a person can have done, besides running commands, that completes a step of the walkthrough. */
type Deed = "normalize" | "changeAffine" | "loadLayer";

/** Remembers what was done in this window as context keys, `batchNorm.did.<deed>`; package.json names them. */
export class Deeds {
  readonly #done = new Set<Deed>();

  add(deed: Deed): void {
    if (this.#done.has(deed)) return;
    this.#done.add(deed);
    void commands.executeCommand("setContext", `batchNorm.did.${deed}`, true);
  }
}

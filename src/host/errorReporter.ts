import { commands, l10n, window, type LogOutputChannel, type TextDocument } from "vscode";
import type { Failure } from "../shared/messages/failure.ts";
import { assertNever } from "../shared/messages/assertNever.ts";
import { revealSpan } from "./sources/reveal.ts";

/** Brings every failure to the user in one way: see the table of errors in CONTRIBUTING. */
export class ErrorReporter {
  readonly #log: LogOutputChannel;

  constructor(log: LogOutputChannel) {
    this.#log = log;
  }

  /** Returns at once: notifications wait for the person, callers must not. */
  report(failure: Failure, document: TextDocument | undefined): void {
    switch (failure.kind) {
      case "cancelled":
        return;
      case "input":
        this.#log.warn(failure.message);
        void this.#reportInput(failure, document);
        return;
      case "option":
        this.#log.warn(failure.message);
        void this.#offer(failure.message, l10n.t("Open Settings"), () =>
          commands.executeCommand("workbench.action.openSettings", "batchNorm"),
        );
        return;
      case "stopped":
      case "internal":
        this.#log.error(failure.stack ?? failure.message);
        void this.#offer(l10n.t("BatchNorm Lens: {0}", failure.message), l10n.t("Show Log"), () => {
          this.#log.show();
        });
        return;
      default:
        assertNever(failure.kind);
    }
  }

  async #reportInput(failure: Failure, document: TextDocument | undefined): Promise<void> {
    const { place } = failure;
    if (document === undefined || place === null) {
      await window.showErrorMessage(failure.message);
      return;
    }
    await this.#offer(failure.message, l10n.t("Reveal"), () => revealSpan(document, place, { focus: true }));
  }

  async #offer(message: string, action: string, run: () => unknown): Promise<void> {
    if ((await window.showErrorMessage(message, action)) === action) await run();
  }
}

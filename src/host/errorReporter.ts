import { commands, l10n, window, type LogOutputChannel, type TextDocument } from "vscode";
import { bugMark, type Failure } from "../shared/messages/failure.ts";
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
        this.log(failure);
        void this.#reportInput(failure, document);
        return;
      case "option":
        this.log(failure);
        void this.#offer(failure.message, l10n.t("Open Settings"), () =>
          commands.executeCommand("workbench.action.openSettings", "batchNorm"),
        );
        return;
      case "stopped":
      case "internal":
        this.log(failure);
        void this.#offer(l10n.t("BatchNorm Lens: {0}", failure.message), l10n.t("Show Log"), () => {
          this.#log.show();
        });
        return;
      default:
        assertNever(failure.kind);
    }
  }

  /** Notes a failure that the person is told of elsewhere, or not at all. */
  log({ kind, message, stack = message }: Failure): void {
    if (kind === "internal") {
      this.#log.error(`${bugMark} ${stack}`);
      // The developer tools show it too, also where VS Code has no file for its logs.
      console.error(`${bugMark} ${stack}`);
    } else if (kind === "stopped") this.#log.error(stack);
    else if (kind !== "cancelled") this.#log.warn(message);
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

import { config } from "@vscode/l10n";
import { HostError } from "./rpc.ts";

/** What the host answers to a page that wakes, whichever it is. */
interface WokenState {
  /** Translations of the page's strings; null for English. */
  readonly strings: Readonly<Record<string, string>> | null;
}

/** Asks now, and whenever the page is shown again: a hidden page hears nothing. */
export function onEveryShow(ask: () => void): void {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") ask();
  });
  ask();
}

/**
 * Shows a page once the host has answered with its state, and brings it up to date whenever it is shown again.
 *
 * @param app takes the place of the element that marks it in the host's HTML; `take` gives it its state
 */
export function startPage<State extends WokenState>(
  app: HTMLElement,
  request: () => Promise<State>,
  take: (state: State) => void,
): void {
  onEveryShow(() => {
    request()
      .then((state) => {
        if (state.strings !== null) config({ contents: { ...state.strings } });
        take(state);
        if (!app.isConnected) document.body.prepend(app);
      })
      .catch((error: unknown) => {
        // The host has told the person already.
        if (!(error instanceof HostError)) throw error;
      });
  });
}

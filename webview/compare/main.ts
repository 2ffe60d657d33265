import "./main.css";
import { config } from "@vscode/l10n";
import type { CompareEvents, CompareRequests } from "../../src/shared/checkpoint/comparison.ts";
import { HostConnection, HostError, type VsCodeApi } from "../common/rpc.ts";
import { CompareApp } from "./compareApp.ts";

declare function acquireVsCodeApi(): VsCodeApi;

const host = new HostConnection<CompareRequests, CompareEvents>(acquireVsCodeApi());

// The element in the host's HTML marks the place; the one that takes it has its host before it is connected.
document.querySelector("bn-compare")?.remove();
customElements.define("bn-compare", CompareApp);
const app = new CompareApp();
app.host = host;

host.on("compare/state", ({ comparison, failure }) => {
  Object.assign(app, { comparison, failure });
});

/** Asks for the whole state: at the start, and whenever the page wakes, since a hidden page hears nothing. */
function askForState(): void {
  host
    .request("page/ready")
    .then(({ strings, comparison, failure }) => {
      if (strings !== null) config({ contents: strings });
      Object.assign(app, { comparison, failure });
      if (!app.isConnected) document.body.prepend(app);
    })
    .catch((error: unknown) => {
      if (!(error instanceof HostError)) throw error;
    });
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") askForState();
});
askForState();

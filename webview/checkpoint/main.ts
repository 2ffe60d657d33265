import "./main.css";
import { config } from "@vscode/l10n";
import type { CheckpointEvents, CheckpointRequests } from "../../src/shared/checkpoint/protocol.ts";
import { HostConnection, HostError, type VsCodeApi } from "../common/rpc.ts";
import { CheckpointApp } from "./checkpointApp.ts";
import { CheckpointStore } from "./store/checkpointStore.ts";

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const host = new HostConnection<CheckpointRequests, CheckpointEvents>(api);
const store = new CheckpointStore(host, api.getState(), (view) => {
  api.setState(view);
});

host.on("checkpoint/snapshot", (snapshot) => {
  store.takeSnapshot(snapshot);
});
host.on("checkpoint/progress", (progress) => {
  store.take({ progress });
});
host.on("checkpoint/failed", (failure) => {
  store.take({ failure });
});
host.on("checkpoint/stale", (isStale) => {
  store.take({ isStale });
});

// The element in the host's HTML marks the place; the one that takes it has its store before it is connected.
document.querySelector("bn-checkpoint")?.remove();
customElements.define("bn-checkpoint", CheckpointApp);
const app = new CheckpointApp();
app.store = store;

/** Asks for the whole state: at the start, and whenever the page wakes, since a hidden page hears nothing. */
function askForState(): void {
  host
    .request("page/ready")
    .then((state) => {
      if (state.strings !== null) config({ contents: state.strings });
      store.setState(state);
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

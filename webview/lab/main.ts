import "./main.css";
import { config } from "@vscode/l10n";
import type { LabEvents, LabRequests } from "../../src/shared/lab/protocol.ts";
import { HostConnection, HostError, type VsCodeApi } from "../common/rpc.ts";
import { LabApp } from "./labApp.ts";
import { LabStore } from "./labStore.ts";

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const host = new HostConnection<LabRequests, LabEvents>(api);
const store = new LabStore(host, api.getState(), (view) => {
  api.setState(view);
});

host.on("lab/settings", (event) => {
  store.takeSettings(event);
});
host.on("lab/run", (run) => {
  store.takeRun(run);
});
host.on("lab/frames", (event) => {
  store.takeFrames(event);
});
host.on("lab/trace", (trace) => {
  store.takeTrace(trace);
});
host.on("lab/experiments", (experiments) => {
  store.takeExperiments(experiments);
});
host.on("lab/sweep", (sweep) => {
  store.takeSweep(sweep);
});
host.on("lab/status", (status) => {
  store.takeStatus(status);
});

// The element in the host's HTML marks the place; the one that takes it has its store before it is connected.
document.querySelector("bn-lab")?.remove();
customElements.define("bn-lab", LabApp);
const app = new LabApp();
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

import "./main.css";
import type { LabEvents, LabRequests } from "../../src/shared/lab/protocol.ts";
import { HostConnection, type VsCodeApi } from "../common/rpc.ts";
import { startPage } from "../common/startPage.ts";
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

startPage(
  app,
  () => host.request("page/ready"),
  (state) => {
    store.setState(state);
  },
);

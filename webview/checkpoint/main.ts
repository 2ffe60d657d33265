import "./main.css";
import type { CheckpointEvents, CheckpointRequests } from "../../src/shared/checkpoint/protocol.ts";
import { HostConnection, type VsCodeApi } from "../common/rpc.ts";
import { startPage } from "../common/startPage.ts";
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

startPage(
  app,
  () => host.request("page/ready"),
  (state) => {
    store.setState(state);
  },
);

import "./main.css";
import type { CompareEvents, CompareRequests } from "../../src/shared/checkpoint/comparison.ts";
import { HostConnection, type VsCodeApi } from "../common/rpc.ts";
import { startPage } from "../common/startPage.ts";
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

startPage(
  app,
  () => host.request("page/ready"),
  ({ comparison, failure }) => {
    Object.assign(app, { comparison, failure });
  },
);

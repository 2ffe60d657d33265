import "./main.css";
import { config } from "@vscode/l10n";
import type { InspectorEvent, InspectorMessage } from "../../src/shared/report/inspector.ts";
import { restoreNumbers } from "../../src/shared/messages/packArrays.ts";
import type { VsCodeApi } from "../common/rpc.ts";
import { Inspector } from "./inspector.ts";

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const post = (message: InspectorMessage): void => {
  api.postMessage(message);
};

document.querySelector("bn-inspector")?.remove();
customElements.define("bn-inspector", Inspector);
const inspector = new Inspector();
inspector.post = post;
document.body.prepend(inspector);

globalThis.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const { state } = restoreNumbers(data) as InspectorEvent;
  if (state.strings !== null) {
    config({ contents: state.strings });
  }
  inspector.state = state;
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") {
    post({ type: "inspector/ready" });
  }
});
post({ type: "inspector/ready" });

import "./main.css";
import { config } from "@vscode/l10n";
import type { PageState, ShownPart } from "../../src/shared/report/protocol.ts";
import { showLayerSection } from "./detail/layer/showSection.ts";
import { HostConnection, type VsCodeApi } from "../common/rpc.ts";
import { onEveryShow } from "../common/startPage.ts";
import { ReportApp } from "./reportApp.ts";
import { ignore } from "./store/requests.ts";
import { ReportStore } from "./store/store.ts";

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const host = new HostConnection(api);
const store = new ReportStore({
  host,
  savedState: api.getState(),
  saveState: (state) => {
    api.setState(state);
  },
  beforeNextPaint: (run) => {
    requestAnimationFrame(run);
  },
});

host.on("report/snapshot", (snapshot) => {
  store.setSnapshot(snapshot);
});
host.on("report/progress", (progress) => {
  store.setStatus({ progress });
});
host.on("report/failed", (failure) => {
  store.setStatus({ failure });
});
host.on("report/live", (live) => {
  store.setStatus({ live });
});
host.on("report/history", (history) => {
  store.setStatus({ history });
});
host.on("report/pinned", (isPinned) => {
  store.setStatus({ isPinned });
});
host.on("tab/show", showTab);
host.on("cursor/value", (cursor) => {
  store.setCursor(cursor);
});

// The element in the host's HTML marks the place; the one that takes it has its store before it is connected.
document.querySelector("bn-report")?.remove();
customElements.define("bn-report", ReportApp);
const app = new ReportApp();
app.store = store;
// In another language nothing is drawn before the host's first answer brings the words.
if (document.documentElement.lang === "en") document.body.prepend(app);

function showTab(part: ShownPart): void {
  if (part === "learn") {
    store.setView({ tab: part });
  } else {
    showLayerSection(store, part);
  }
  host.request("tab/shown").catch(ignore);
}

function show({ snapshot, progress, failure, history, isPinned, strings, tab }: PageState): void {
  if (strings !== null) {
    config({ contents: strings });
  }
  if (!app.isConnected) document.body.prepend(app);
  store.setStatus({ progress, failure, history, isPinned });
  // VS Code keeps events for a page that is still loading: the report may have come already, and is not drawn twice.
  if (snapshot?.revision === store.snapshot?.revision) {
    store.setStatus({ live: snapshot?.live ?? store.live });
  } else {
    store.setSnapshot(snapshot ?? store.snapshot);
  }
  if (tab !== undefined) {
    showTab(tab);
  }
  app.hostAnswered();
}

onEveryShow(() => {
  host.request("page/ready").then(show).catch(ignore);
});

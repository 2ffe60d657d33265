import { t } from "@vscode/l10n";
import { LitElement, nothing } from "lit";
import { bannerLine, bannerStyles } from "../../common/bannerLine.ts";
import { sharedStyles } from "../../common/styles.ts";
import { ignore } from "../store/requests.ts";
import type { ReportStore } from "../store/store.ts";
import { StoreController } from "../store/storeController.ts";

/** The line above the head that says when the numbers below are not those of the document as it is now, and why. */
export class Banner extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [...sharedStyles, bannerStyles];

  declare store: ReportStore;

  constructor() {
    super();
    new StoreController(this, ["snapshot", "status"]);
  }

  override render() {
    const { failure, live, snapshot, progress } = this.store;
    const name = snapshot?.source.name ?? "";
    if (progress !== null && snapshot !== null) {
      // The numbers below are those of the last run. No live region: it would be read out ten times a second.
      const text = progress.detail === "" ? progress.message : `${progress.message} ${progress.detail}`;
      const cancel = () => void this.store.host.request("run/cancel").catch(ignore);
      return bannerLine("sync", text, "group", [{ label: t("Cancel"), run: cancel }]);
    }
    if (failure !== null) {
      return this.#failed();
    }
    if (live === "stale") {
      return bannerLine("history", t("{0} has changed since this was computed.", name), "status", [
        { label: t("Update"), run: () => void this.store.host.request("run/retry").catch(ignore) },
        { label: t("Keep Live"), run: () => void this.store.host.request("live/set", { live: true }).catch(ignore) },
      ]);
    }
    // A file that is read by itself was never open.
    if (live === "closed" && snapshot !== null && snapshot.source.kind !== "file") {
      const open = () => void this.store.host.request("source/reveal", { kind: "range" }).catch(ignore);
      return bannerLine("info", t("{0} was closed.", name), "status", [{ label: t("Open"), run: open }]);
    }
    return nothing;
  }

  #failed() {
    const { failure, snapshot, host } = this.store;
    const time = snapshot === null ? "" : new Date(snapshot.computedAt).toLocaleTimeString([], { timeStyle: "short" });
    const cause = failure?.message ?? "";
    const text =
      snapshot === null ? sentence(cause) : t("{0} Below is the last good result, from {1}.", sentence(cause), time);
    const retry = { label: t("Retry"), run: () => void host.request("run/retry").catch(ignore) };
    const log = { label: t("Show Log"), run: () => void host.request("log/show").catch(ignore) };
    return bannerLine("error", text, "alert", failure?.canRetry === true ? [retry, log] : [log]);
  }
}

/** Messages come without a full stop; in front of another sentence they need one. */
function sentence(message: string): string {
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}

customElements.define("bn-banner", Banner);

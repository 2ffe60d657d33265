import { t } from "@vscode/l10n";
import { nothing } from "lit";
import { bannerLine, bannerStyles } from "../../common/bannerLine.ts";
import { sharedStyles } from "../../common/styles.ts";
import { StoreElement } from "../store/storeElement.ts";

/** The line above the head: why the file cannot be read, or that it has changed. */
export class CheckpointBanner extends StoreElement {
  static override styles = [...sharedStyles, bannerStyles];

  override render() {
    const { failure, isStale, fileName, progress } = this.store;
    const send = (type: "file/reload" | "file/keep" | "log/show") => () => {
      this.store.send(type);
    };
    if (failure !== null && progress === null) {
      const text = failure.code === "CANCELLED" ? t("Reading was cancelled.") : failure.message;
      return bannerLine("error", text, "alert", [
        { label: t("Retry"), run: send("file/reload") },
        { label: t("Show Log"), run: send("log/show") },
      ]);
    }
    if (!isStale) return nothing;
    return bannerLine("info", t("{0} has changed.", fileName), "status", [
      { label: t("Reload"), run: send("file/reload") },
      { label: t("Keep"), run: send("file/keep") },
    ]);
  }
}

customElements.define("bn-checkpoint-banner", CheckpointBanner);

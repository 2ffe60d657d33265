import { t } from "@vscode/l10n";
import { stringifyRecord, type RunRecord } from "../../src/shared/lab/record.ts";
import type { MenuEntry } from "../common/menuButton.ts";
import type { LabStore } from "./labStore.ts";
import { pagePicture } from "./model/picture.ts";
import { runCsv, runMarkdown } from "./model/runText.ts";

/** What can be done with a run's result, for the header's menu. */
export function exportEntries(store: LabStore, root: () => ParentNode): readonly MenuEntry[] {
  const { run } = store;
  const disabled = run === null || store.status.step === 0;
  const save = (suggestedName: string, text: string): void => {
    store.send("file/save", { suggestedName, data: new TextEncoder().encode(text) });
  };
  const withRun = (use: (record: RunRecord) => void) => () => {
    if (run !== null) use({ ...run, elapsedMs: store.status.elapsedMs });
  };
  return [
    {
      label: t("Save Settings as JSON"),
      run: () => {
        save("lab-settings.json", `${JSON.stringify({ settings: store.settings }, null, 2)}\n`);
      },
    },
    {
      label: t("Import Settings…"),
      run: () => {
        store.send("settings/import");
      },
    },
    "separator",
    {
      label: t("Save Run as JSON"),
      disabled,
      run: withRun((record) => {
        save("lab-run.json", stringifyRecord({ settings: record.info.settings, ...record }));
      }),
    },
    {
      label: t("Save Run as CSV"),
      disabled,
      run: withRun((record) => {
        save("lab-run.csv", runCsv(record));
      }),
    },
    {
      label: t("Copy Run as Markdown"),
      disabled,
      run: withRun((record) => {
        store.send("clipboard/write", { text: runMarkdown(record) });
      }),
    },
    {
      label: t("Save Charts as PNG"),
      disabled,
      run: () => {
        void pagePicture(root()).then((data) => {
          if (data !== null) store.send("file/save", { suggestedName: "lab-run.png", data });
        });
      },
    },
  ];
}

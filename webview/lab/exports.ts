import { t } from "@vscode/l10n";
import { experimentIds } from "../../src/shared/lab/experiments.ts";
import { stringifyRecord } from "../../src/shared/lab/record.ts";
import type { MenuEntry } from "../common/controls/menuButton.ts";
import { experimentMarkdown, experimentsCsv } from "./experiments/experimentText.ts";
import type { LabStore } from "./labStore.ts";
import { pagePicture } from "./model/picture.ts";
import { runCsv, runMarkdown } from "./model/runText.ts";
import { sweepCsv, sweepMarkdown } from "./sweep/sweepExport.ts";

/** A result in the forms in which it can leave the page. */
interface Result {
  /** Of its files: "lab-run". */
  readonly name: string;
  readonly labels: { readonly csv: string; readonly markdown: string; readonly picture: string };
  readonly isThere: boolean;
  readonly csv: () => string;
  readonly markdown: () => string;
}

/** What can be done with the result of the view that is open, for the header's menu. */
export function exportEntries(store: LabStore, root: () => ParentNode): readonly MenuEntry[] {
  const save = (suggestedName: string, text: string): void => {
    store.send("file/save", { suggestedName, data: new TextEncoder().encode(text) });
  };
  const { name, labels, isThere, csv, markdown } = resultOf(store);
  const disabled = !isThere;
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
    ...(store.view.tab === "train" ? [runEntry(store, save)] : []),
    {
      label: labels.csv,
      disabled,
      run: () => {
        save(`${name}.csv`, csv());
      },
    },
    {
      label: labels.markdown,
      disabled,
      run: () => {
        store.send("clipboard/write", { text: markdown() });
      },
    },
    {
      label: labels.picture,
      disabled,
      run: () => {
        void pagePicture(root()).then((data) => {
          if (data !== null) store.send("file/save", { suggestedName: `${name}.png`, data });
        });
      },
    },
  ];
}

function runEntry(store: LabStore, save: (name: string, text: string) => void): MenuEntry {
  const { run, status } = store;
  return {
    label: t("Save Run as JSON"),
    disabled: run === null || status.step === 0,
    run: () => {
      if (run !== null) {
        const { settings } = run.info;
        save("lab-run.json", stringifyRecord({ settings, ...run, elapsedMs: status.elapsedMs }));
      }
    },
  };
}

function resultOf(store: LabStore): Result {
  const { run, status, sweep, data, view } = store;
  switch (view.tab) {
    case "train":
      return {
        name: "lab-run",
        labels: { csv: t("Save Run as CSV"), markdown: t("Copy Run as Markdown"), picture: t("Save Charts as PNG") },
        isThere: run !== null && status.step > 0,
        csv: () => (run === null ? "" : runCsv(run)),
        markdown: () => (run === null ? "" : runMarkdown(run)),
      };
    case "experiments": {
      const results = experimentIds.flatMap((id) => store.resultOf(id) ?? []);
      return {
        name: "lab-experiments",
        labels: {
          csv: t("Save Experiments as CSV"),
          markdown: t("Copy Experiments as Markdown"),
          picture: t("Save Experiments as PNG"),
        },
        isThere: results.length > 0,
        csv: () => experimentsCsv(results),
        markdown: () => results.map(experimentMarkdown).join("\n"),
      };
    }
    case "sweep":
      return {
        name: "lab-sweep",
        labels: { csv: t("Save Sweep as CSV"), markdown: t("Copy Sweep as Markdown"), picture: t("Save Sweep as PNG") },
        isThere: sweep.cells.length > 0,
        csv: () => sweepCsv(sweep),
        markdown: () => sweepMarkdown(sweep, data?.name ?? ""),
      };
  }
}

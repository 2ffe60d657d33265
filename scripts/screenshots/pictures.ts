// What the READMEs' still pictures show.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { panelFrame } from "../../test/e2e/support/panelFrame.ts";
import type { Workbench, WorkbenchOptions } from "../../test/e2e/support/workbench.ts";
import { root } from "../paths.ts";

export type Language = "en" | "ko";

export interface Picture {
  readonly name: string;
  readonly window: WorkbenchOptions;
  readonly show: (workbench: Workbench, language: Language) => Promise<void>;
}

const viewport = { width: 1300, height: 900 };
/** What has nothing to do with the picture. */
export const settings = { "editor.minimap.enabled": false };

export const pictures: readonly Picture[] = [
  {
    name: "checkpoint",
    window: { theme: "dark", viewport, settings, folder: "test/fixtures/checkpoints" },
    show: showCheckpoint,
  },
  { name: "lab", window: { theme: "light", viewport, settings }, show: showLab },
];

/** The title of a command in a language, as the palette has it. */
export function commandTitle(name: string, language: Language): string {
  const file = language === "en" ? "package.nls.json" : `package.nls.${language}.json`;
  const texts = JSON.parse(readFileSync(join(root, file), "utf8")) as Readonly<Record<string, string>>;
  return texts[`command.${name}`];
}

async function showCheckpoint(workbench: Workbench): Promise<void> {
  const explorer = workbench.page.locator(".explorer-folders-view");
  await explorer.getByRole("treeitem", { name: "digits-resnet.pt", exact: true }).dblclick();
  const checkpoint = await panelFrame(workbench.page, "checkpoint");
  await checkpoint.getByRole("row").nth(13).waitFor();
  await workbench.runCommand("View: Close Primary Side Bar");
}

async function showLab(workbench: Workbench, language: Language): Promise<void> {
  await workbench.runCommand(commandTitle("openLab", language));
  const lab = await panelFrame(workbench.page, "lab");
  await lab.getByRole("heading").first().waitFor();
  await workbench.runCommand("View: Close Primary Side Bar");
  await lab.getByRole("button", { name: language === "en" ? "Run" : "실행", exact: true }).click();
  await lab.locator("[role=slider][aria-valuenow='600']").waitFor({ timeout: 400_000 });
}

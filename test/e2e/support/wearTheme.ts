import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { themes, type Workbench } from "./workbench.ts";

/** Gives an open window another theme by the settings of its folder, and waits until it wears it. */
export async function wearTheme({ folder, page }: Workbench, theme: keyof typeof themes): Promise<void> {
  const path = join(folder, ".vscode", "settings.json");
  const settings = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
  const { setting, className } = themes[theme];
  writeFileSync(path, JSON.stringify({ ...settings, "workbench.colorTheme": setting }, null, 2));
  await page.locator(`.monaco-workbench.${className}`).waitFor();
}

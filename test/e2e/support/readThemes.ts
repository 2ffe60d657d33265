// `node test/e2e/support/readThemes.ts` writes scripts/preview/themes.json anew: the variables that a real VS Code gives its webviews in each default theme, as far as our
// pages use them. Needed after a new VS Code, or when a page uses a variable for the first time.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startEnvironment } from "./environment.ts";
import { openWorkbench, themes } from "./workbench.ts";
import { packageVsix } from "../../../scripts/packageVsix.ts";
import { root } from "../../../scripts/paths.ts";

const environment = await startEnvironment(await packageVsix());
try {
  const folder = join(root, "dist", "webview");
  const scripts = readdirSync(folder).filter((file) => file.endsWith(".js"));
  const code = scripts.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  const used = new Set(code.match(/--vscode-[\w-]+|--text-link-decoration/g));
  const result: Record<string, unknown> = {};
  for (const [name, { setting }] of Object.entries(themes)) {
    const theme = name as keyof typeof themes;
    const workbench = await openWorkbench({ theme, settings: { "workbench.colorTheme": setting } });
    await workbench.openFile("iris.csv");
    await workbench.runCommand("Normalize Selection");
    const frame = await workbench.reportFrame();
    const { bodyClass, style } = await frame.evaluate(() => ({
      bodyClass: document.body.className,
      style: document.documentElement.style.cssText,
    }));
    const variables = style
      .split(/;\s*(?=--)/)
      .map((declaration) => declaration.replace(/;$/, "").split(/:\s*/, 2) as [string, string])
      .filter(([variable]) => used.has(variable))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    result[name] = { bodyClass, variables: Object.fromEntries(variables) };
    await workbench.close();
  }
  writeFileSync(join(root, "scripts", "preview", "themes.json"), JSON.stringify(result, null, 2) + "\n");
} finally {
  await environment.stop();
}

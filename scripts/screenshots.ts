// `npm run screenshots`: goes through the main flows in a real VS Code and writes the pictures that README uses.
// Arguments choose pictures by name: npm run screenshots -- report-dark. With --packaged an existing VSIX is taken.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { startEnvironment } from "../test/e2e/support/environment.ts";
import { openWorkbench, type themes, type Workbench } from "../test/e2e/support/workbench.ts";
import { packageVsix, vsixPath } from "./packageVsix.ts";
import { root } from "./paths.ts";

interface Picture {
  readonly name: string;
  readonly theme: keyof typeof themes;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly show: (workbench: Workbench) => Promise<void>;
}

const wide = { width: 1500, height: 1000 };

/** Opens a sample and its report; most room to the report, as a person would drag the sash. */
async function showReport(workbench: Workbench, file: string): Promise<void> {
  await workbench.openFile(file);
  await workbench.runCommand("Normalize Selection");
  await workbench.runCommand("View: Close Primary Side Bar");
  const report = await workbench.reportFrame();
  await report.getByRole("grid").waitFor();
}

async function showFeature(workbench: Workbench): Promise<void> {
  await showReport(workbench, "iris.csv");
  const report = await workbench.reportFrame();
  await report.getByRole("row", { name: /sepal_length/ }).click();
  for (const [name, value] of [
    [/γ|gamma/i, "1.6"],
    [/β|beta/i, "0.5"],
  ] as const) {
    const field = report.getByRole("textbox", { name });
    await field.fill(value);
    await field.press("Enter");
  }
}

const pictures: readonly Picture[] = [
  ...(["dark", "light", "highContrast"] as const).map((theme) => ({
    name: `report-${theme}`,
    theme,
    viewport: wide,
    show: (workbench: Workbench) => showReport(workbench, "iris.csv"),
  })),
  ...(["dark", "light", "highContrast"] as const).map((theme) => ({
    name: `feature-${theme}`,
    theme,
    viewport: wide,
    show: showFeature,
  })),
  {
    name: "digits-light",
    theme: "light",
    viewport: { width: 1700, height: 1000 },
    show: (workbench) => showReport(workbench, "digits.csv"),
  },
  { name: "narrow-dark", theme: "dark", viewport: { width: 800, height: 1000 }, show: showFeature },
];

const chosen = process.argv.slice(2).filter((argument) => argument !== "--packaged");
const folder = join(root, "media", "screenshots");
mkdirSync(folder, { recursive: true });

const packaged = process.argv.includes("--packaged") && existsSync(vsixPath());
const environment = await startEnvironment(packaged ? vsixPath() : await packageVsix());
try {
  for (const { name, theme, viewport, show } of pictures) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const workbench = await openWorkbench({ theme, viewport });
    await show(workbench);
    // The hover of whatever was clicked last, and the caret, are no part of the picture.
    await workbench.page.mouse.move(0, 0);
    await workbench.page.waitForTimeout(500);
    await workbench.page.screenshot({ path: join(folder, `${name}.png`), caret: "hide" });
    console.log(`media/screenshots/${name}.png`);
    await workbench.close();
  }
} finally {
  await environment.stop();
}

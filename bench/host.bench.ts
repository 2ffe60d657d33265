// What the extension costs a window: its activation, and typing with everything in and beside the text switched on.
import type { Page } from "playwright-core";
import { startEnvironment } from "../test/e2e/support/environment.ts";
import { openSideBar } from "../test/e2e/support/sideBar.ts";
import { openWorkbench, type Workbench } from "../test/e2e/support/workbench.ts";
import { existsSync } from "node:fs";
import { packageVsix, vsixPath } from "../scripts/packageVsix.ts";
import { report } from "./support/compare.ts";
import { lookAround, warning, worse } from "./support/quiet.ts";

const windows = 10;
const keys = 40;
const keyGapMs = 60;

const allOff = {
  "batchNorm.codeLens": false,
  "batchNorm.hover": false,
  "batchNorm.statusBar": false,
  "batchNorm.sizeLimit": 0,
};

/** A table of just under 5 MB, the largest that is read without being asked for. */
function largeTable(): string {
  const row = "0.1234,5.6789,-3.2109,44.555,0.0001,12.5,-7.75,100.25\n";
  return `a,b,c,d,e,f,g,h\n${row.repeat(Math.floor(4_900_000 / row.length))}`;
}

/** What VS Code itself says of the activation: loading the code, and running `activate`. */
async function activationMs(): Promise<number> {
  const workbench = await openWorkbench();
  await openSideBar(workbench);
  await workbench.page.locator(".sidebar .pane", { hasText: "Tensors" }).first().waitFor();
  await workbench.runCommand("Developer: Show Running Extensions");
  const row = workbench.page.locator(".monaco-list-row", { hasText: "BatchNorm Lens" }).first();
  await row.waitFor({ timeout: 10_000 }).catch(() => workbench.screenshot("bench-running-extensions"));
  const text = await row
    .locator(".activation-time")
    .innerText({ timeout: 5000 })
    .catch(() => "");
  await workbench.close();
  return Number(/(\d+)\s*ms/.exec(text)?.[1] ?? NaN);
}

/** Milliseconds from each key to the second frame after it, by when it is painted. */
async function keyTimes(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { keyTimes: times });
    addEventListener(
      "keydown",
      ({ timeStamp }) =>
        requestAnimationFrame(() => requestAnimationFrame(() => times.push(performance.now() - timeStamp))),
      { capture: true },
    );
  });
  for (let n = 0; n < keys; n++) {
    await page.keyboard.press(n % 2 === 0 ? "7" : "Backspace");
    await page.waitForTimeout(keyGapMs);
  }
  return page.evaluate(() => (globalThis as unknown as { keyTimes: number[] }).keyTimes);
}

async function prepare(file: string, files: Record<string, string>, isOn: boolean): Promise<Workbench> {
  const workbench = await openWorkbench({ files, settings: isOn ? {} : allOff });
  await workbench.openFile(file);
  if (isOn) await openSideBar(workbench);
  await workbench.editor.focus();
  await workbench.editor.setCursor(2, 2);
  await workbench.page.waitForTimeout(2000);
  return workbench;
}

async function typing(name: string, file: string, files: Record<string, string> = {}): Promise<void> {
  const title = `From a key to its frame in ${name}, ${keys} keys ${keyGapMs} ms apart`;
  console.log(`\n${title}`);
  for (const isOn of [true, false]) {
    const workbench = await prepare(file, files, isOn);
    const before = lookAround();
    const times = await keyTimes(workbench.page);
    report(title, isOn ? "views, lenses, status on" : "everything off", times, worse(before, lookAround()));
    await workbench.close();
  }
}

export default async function bench(): Promise<void> {
  const environment = await startEnvironment(existsSync(vsixPath()) ? vsixPath() : await packageVsix());
  try {
    const times: number[] = [];
    const before = lookAround();
    for (let n = 0; n < windows; n++) times.push(await activationMs());
    const calm = worse(before, lookAround());
    const title = `Activation in ${windows} new windows, as VS Code measures it`;
    console.log(`\n${title}: ${times.join(", ")}${warning(calm)}`);
    report(title, "activation", times, calm);
    await typing("iris.csv", "iris.csv");
    await typing("4.9 MB", "large.csv", { "large.csv": largeTable() });
  } finally {
    await environment.stop();
  }
}

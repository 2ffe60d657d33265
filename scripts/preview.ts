// `npm run preview`: pictures of the pages in a plain Chromium, in seconds and without VS Code: built page, real
// session, themes as VS Code has them. Arguments choose by name (`npm run preview -- iris dark`); see out/preview.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { chromiumArguments, ensureChromium } from "./chromium.ts";
import { outFolder, root } from "./paths.ts";
import { startCheckpointHost } from "./preview/checkpointHost.ts";
import { checkpointScenes } from "./preview/checkpointScenes.ts";
import { PageHost } from "./preview/pageHost.ts";
import { servePage, type PageName } from "./preview/page.ts";
import { run } from "./processes.ts";
import { scenes, type Frame } from "./preview/scenes.ts";

const sample = (name: string): string => readFileSync(join(root, "samples", name), "utf8");

const wanted = process.argv.slice(2);
const folder = join(outFolder, "preview");
mkdirSync(folder, { recursive: true });
if ((await run(process.execPath, [join(root, "scripts", "build.ts")], { timeoutMs: 60_000 })) !== 0) process.exit(1);

const { server, url } = await servePage();
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...chromiumArguments] });
try {
  for (const scene of scenes(sample)) {
    const { input, view, act } = scene;
    await picture(scene, "report", async (page) => {
      const host = new PageHost(page, input);
      await host.start(view === undefined ? null : { restore: null, view });
      return () => act?.(page, host);
    });
  }
  for (const scene of checkpointScenes) {
    const { files, view = null, act } = scene;
    await picture(scene, files.length > 1 ? "compare" : "checkpoint", async (page) => {
      await startCheckpointHost(page, files, view);
      return () => act?.(page);
    });
  }
} finally {
  await browser.close();
  server.close();
}

/** Takes a picture of a scene, unless others are wanted. */
async function picture(
  { name, theme, width, height }: Frame,
  pageName: PageName,
  start: (page: Page) => Promise<() => Promise<void> | undefined>,
): Promise<void> {
  if (!wanted.every((word) => name.includes(word))) return;
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1.5 });
  page.on("console", (message) => {
    if (message.type() !== "info" && message.type() !== "log") console.log(`${name}: ${message.text()}`);
  });
  page.on("pageerror", (error) => {
    console.log(`${name}: ${error.stack ?? error.message}`);
  });
  const act = await start(page);
  await page.goto(url(theme, pageName));
  await page.waitForTimeout(400);
  await act();
  await page.waitForTimeout(200);
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  await page.close();
  console.log(path);
}

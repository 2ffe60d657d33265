// `npm run preview`: pictures of the report page in a plain Chromium, in seconds and without VS Code: built page, real
// session, themes as VS Code has them. Arguments choose by name (`npm run preview -- iris dark`); see out/preview.
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { chromiumArguments, ensureChromium } from "./chromium.ts";
import { outFolder, root } from "./paths.ts";
import { PageHost, type PreviewInput } from "./preview/pageHost.ts";
import { servePage, type ThemeName } from "./preview/page.ts";
import { run } from "./processes.ts";
import { scenes, type Scene } from "./preview/scenes.ts";

const sample = (name: string): string => readFileSync(join(root, "samples", name), "utf8");

const wanted = process.argv.slice(2);
const folder = join(outFolder, "preview");
mkdirSync(folder, { recursive: true });
if ((await run(process.execPath, [join(root, "scripts", "build.ts")], { timeoutMs: 60_000 })) !== 0) process.exit(1);

const { server, url } = await servePage();
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...chromiumArguments] });
try {
  for (const scene of scenes(sample)) {
    if (!wanted.every((word) => scene.name.includes(word))) continue;
    await picture(scene.name, scene.theme, scene.width, scene.height, scene.input, scene.view, scene.act);
    console.log(join(folder, `${scene.name}.png`));
  }
} finally {
  await browser.close();
  server.close();
}

async function picture(
  name: string,
  theme: ThemeName,
  width: number,
  height: number,
  input: PreviewInput,
  view?: Scene["view"],
  act?: (page: Page, host: PageHost) => Promise<void>,
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1.5 });
  page.on("console", (message) => {
    if (message.type() !== "info" && message.type() !== "log") console.log(`${name}: ${message.text()}`);
  });
  page.on("pageerror", (error) => {
    console.log(`${name}: ${error.stack ?? error.message}`);
  });
  const host = new PageHost(page, input);
  await host.start(view === undefined ? null : { restore: null, view });
  await page.goto(url(theme));
  await page.waitForTimeout(400);
  await act?.(page, host);
  await page.waitForTimeout(200);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}

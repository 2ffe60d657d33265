// The moving picture on top of the READMEs: select, normalize, drag γ.
import type { Workbench } from "../../test/e2e/support/workbench.ts";
import { commandTitle, type Language } from "./pictures.ts";
import type { Frame } from "./webp.ts";

export const movieViewport = { width: 1300, height: 900 };

/** How far γ is dragged, and how many pictures it takes there and back. */
const dragPixels = 60;
const numDragFrames = 11;

/** Does what a person does first, and takes a picture of each step. */
export async function recordMovie(workbench: Workbench, language: Language): Promise<Frame[]> {
  const { page } = workbench;
  const frames: Frame[] = [];
  const take = async (durationMs: number): Promise<void> => {
    frames.push({ png: await page.screenshot({ caret: "hide" }), durationMs });
  };

  await workbench.openFile("iris.csv");
  await workbench.runCommand("View: Close Primary Side Bar");
  await workbench.editor.setCursor(1);
  await showPointer(workbench);
  await take(800);
  await workbench.editor.selectAll();
  await take(1000);
  const row = await workbench.findCommand(commandTitle("normalizeSelection", language));
  await take(1400);
  await row.click();
  const report = await workbench.reportFrame();
  const feature = report.getByRole("rowheader", { name: "sepal_length", exact: true });
  await feature.waitFor();
  await settle(workbench);
  await take(1600);
  await feature.click();
  const handle = report.locator(".handle.gamma");
  await handle.waitFor();
  await settle(workbench);

  const box = await handle.boundingBox();
  if (box === null) throw new Error("the handle of γ requires a place on the page");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await take(1000);
  await page.mouse.down();
  for (let n = 1; n <= numDragFrames; n++) {
    await page.mouse.move(x + dragPixels * Math.sin((Math.PI * n) / numDragFrames), y);
    await settle(workbench);
    await take(240);
  }
  await page.mouse.up();
  await take(1200);
  return frames;
}

/** Two frames of the browser: what has changed is painted. */
async function settle({ page }: Workbench): Promise<void> {
  const report = page.frames().at(-1) ?? page.mainFrame();
  for (const frame of [report, page.mainFrame()]) {
    await frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
}

/** A screenshot has no mouse pointer: an arrow follows it. */
async function showPointer({ page }: Workbench): Promise<void> {
  const move = page.mouse.move.bind(page.mouse);
  page.mouse.move = async (x, y, options) => {
    await move(x, y, options);
    await page.evaluate(drawPointer, { x, y });
  };
  await page.mouse.move(movieViewport.width / 2, movieViewport.height / 2);
}

/** Runs in the page. */
function drawPointer({ x, y }: { x: number; y: number }): void {
  let pointer = document.getElementById("pointer");
  if (pointer === null) {
    const namespace = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(namespace, "svg");
    svg.id = "pointer";
    svg.setAttribute("viewBox", "0 0 16 24");
    svg.style.cssText = "position:fixed;width:16px;height:24px;z-index:100000;pointer-events:none";
    const arrow = document.createElementNS(namespace, "path");
    arrow.setAttribute("d", "M1 1v17l4-4 3 7 3-1-3-7h6z");
    arrow.setAttribute("fill", "#fff");
    arrow.setAttribute("stroke", "#000");
    svg.append(arrow);
    document.body.append(svg);
    pointer = svg as unknown as HTMLElement;
  }
  pointer.style.left = `${x}px`;
  pointer.style.top = `${y}px`;
}

// From the command to the first picture of a report, and the frames of a drag, in a real VS Code.
import { ReportPage } from "../test/e2e/support/report.ts";
import { startEnvironment } from "../test/e2e/support/environment.ts";
import { openWorkbench, type Workbench } from "../test/e2e/support/workbench.ts";
import { packageVsix } from "../scripts/packageVsix.ts";
import { quantiles, RandomGenerator } from "../src/engine/index.ts";

const rows = 10_000;
const columns = 64;
/** Of the table whose features are dragged: 28 MB, which VS Code still gives to extensions. */
const longRows = 100_000;
const runs = 5;

/** The same values as CSV and as JSON, normal, six significant digits; the first rows of the CSV; and many rows with one decimal. */
function makeTexts(): { csv: string; json: string; few: string; long: string } {
  const random = new RandomGenerator(7);
  const line = (print: (value: number) => string): string =>
    Array.from({ length: columns }, () => print(random.normal())).join(",");
  const table = Array.from({ length: rows }, () => line((value) => value.toPrecision(6)));
  const header = Array.from({ length: columns }, (_, c) => `f${c}`).join(",");
  const csv = (some: readonly string[]): string => `${header}\n${some.join("\n")}\n`;
  const long = Array.from({ length: longRows }, () => line((value) => value.toFixed(1)));
  const json = `[\n${table.map((row) => `[${row}]`).join(",\n")}\n]\n`;
  return { csv: csv(table), json, few: csv(table.slice(0, 4)), long: csv(long) };
}

/** What the goal compares with: JSON.parse, or splitting into lines and cells and Number of each. */
function plainMs(text: string, isJson: boolean): number {
  const start = performance.now();
  if (isJson) JSON.parse(text);
  else text.split("\n").map((line) => line.split(",").map(Number));
  return performance.now() - start;
}

/** Milliseconds from choosing the command to a page with rows, with the panel closed before. */
async function firstPaintMs(workbench: Workbench, file: string): Promise<number> {
  await workbench.tab(file).first().click();
  const row = await workbench.findCommand("Normalize Selection");
  const start = performance.now();
  await row.click();
  await ReportPage.of(workbench);
  const elapsed = performance.now() - start;
  await workbench.closeTab("Batch Norm");
  return elapsed;
}

/** Times between animation frames of the page while γ is dragged, of a report of as many rows. */
async function dragFrames(workbench: Workbench, length: number): Promise<number[]> {
  const report = await ReportPage.of(workbench);
  await report.frame.getByText(`${length.toLocaleString("en")} samples`).waitFor({ timeout: 120_000 });
  await report.select("f0");
  const box = await report.slider("γ").boundingBox();
  if (box === null) throw new Error("no slider to drag");
  await report.frame.evaluate(() => {
    const times: number[] = [];
    const note = (time: number): void => {
      times.push(time);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
    Object.assign(globalThis, { frameTimes: times });
  });
  const { mouse } = workbench.page;
  await mouse.move(box.x + box.width / 3, box.y + box.height / 2);
  await mouse.down();
  await mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 60 });
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 60 });
  await mouse.up();
  const times = await report.frame.evaluate(() => (globalThis as unknown as { frameTimes: number[] }).frameTimes);
  return times.slice(1).map((time, i) => time - times[i]);
}

function line(name: string, values: readonly number[]): string {
  const [low, median, high] = quantiles(values, [0, 0.5, 1]);
  return `  ${name.padEnd(44)} ${median.toFixed(1)} ms  (${low.toFixed(1)} … ${high.toFixed(1)})`;
}

export default async function bench(): Promise<void> {
  const texts = makeTexts();
  const environment = await startEnvironment(await packageVsix());
  try {
    const files = { "few.csv": texts.few, "table.csv": texts.csv, "array.json": texts.json, "long.csv": texts.long };
    const workbench = await openWorkbench({ folder: null, files, viewport: { width: 2000, height: 1100 } });
    await workbench.openFile("few.csv");
    const fixed: number[] = [];
    for (let run = 0; run < runs; run++) fixed.push(await firstPaintMs(workbench, "few.csv"));
    console.log(`\nfew.csv: 4 × ${columns} values: what VS Code takes to open a panel, and the page to start`);
    console.log(line("from the command to the first rows", fixed));
    for (const [file, text, isJson] of [
      ["table.csv", texts.csv, false],
      ["array.json", texts.json, true],
    ] as const) {
      await workbench.openFile(file);
      const plain = Array.from({ length: runs }, () => plainMs(text, isJson));
      const paint: number[] = [];
      for (let run = 0; run < runs; run++) paint.push(await firstPaintMs(workbench, file));
      const [plainMedian] = quantiles(plain, [0.5]);
      console.log(`\n${file}: ${rows} × ${columns} values, ${(text.length / 1e6).toFixed(1)} MB, open in the editor`);
      console.log(line("from the command to the first rows", paint));
      console.log(line(isJson ? "JSON.parse" : "split and Number", plain));
      console.log(`  the goal, 3 × that + 300 ms: ${(3 * plainMedian + 300).toFixed(1)} ms`);
    }
    for (const [file, length] of [
      ["table.csv", rows],
      ["long.csv", longRows],
    ] as const) {
      await workbench.openFile(file);
      await workbench.runCommand("Normalize Selection");
      const frames = await dragFrames(workbench, length);
      const late = frames.filter((time) => time > 32).length;
      console.log(`\nDragging γ at ${length} × ${columns}: ${frames.length} frames, ${late} later than 32 ms`);
      console.log(line("time between two frames", frames));
    }
    await workbench.close();
  } finally {
    await environment.stop();
  }
}

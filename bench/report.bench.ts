// From the command to the first picture of a report, beside what VS Code takes for an empty panel, and the frames of a
// drag, in a real VS Code. Nothing here waits for less than minutes: a busy machine makes it slow, not wrong.
import { join } from "node:path";
import { ReportPage } from "../test/e2e/support/report.ts";
import { startEnvironment } from "../test/e2e/support/environment.ts";
import { openWorkbench, type Workbench } from "../test/e2e/support/workbench.ts";
import { packageVsix } from "../scripts/packageVsix.ts";
import { quantiles, RandomGenerator } from "../src/engine/index.ts";
import { report } from "./support/compare.ts";
import { lookAround, warning, worse } from "./support/quiet.ts";
import { timePanel, watchPanels, type Milestones, type PanelTimes } from "./panelTimes.ts";

const rows = 10_000;
const columns = 64;
/** Of the table whose features are dragged: 28 MB, which VS Code still gives to extensions. */
const longRows = 100_000;
const runs = 5;
const patienceMs = 5 * 60_000;

/** The keys of bench/floor/package.json. */
const keys = { floor: "Control+Alt+F6", report: "Control+Alt+F7", closePanel: "Control+Alt+F8" } as const;

const milestones: readonly Milestones[] = [
  { started: ["body[data-started]"], shown: ["body[data-answer]"] },
  {
    started: ["bn-report:defined"],
    shown: ["bn-report", "bn-features", "bn-feature-list", ".rows [role=row]"],
  },
];

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

/** Times a panel that a key opens beside a file's editor, and closes it. */
async function openOnce(workbench: Workbench, file: string, key: string): Promise<PanelTimes> {
  await workbench.tab(file).first().click();
  const times = await timePanel(workbench, key, patienceMs);
  await closePanel(workbench, file);
  return times;
}

/** The editor takes the focus before, as its group is the one that stays. */
async function closePanel(workbench: Workbench, file: string): Promise<void> {
  await workbench.tab(file).first().click();
  await workbench.page.keyboard.press(keys.closePanel);
  await workbench.page.locator(".editor-group-container").nth(1).waitFor({ state: "detached" });
}

/**
 * Prints the first picture of every file beside an empty panel from the same editor, which takes its turn in every round:
 * of a large JSON text VS Code colours, folds and checks the lines for seconds once its editor has the focus.
 */
async function firstPaint(workbench: Workbench, texts: ReturnType<typeof makeTexts>): Promise<void> {
  const files = [
    { name: "few.csv", text: texts.few, isJson: false },
    { name: "table.csv", text: texts.csv, isJson: false },
    { name: "array.json", text: texts.json, isJson: true },
  ];
  for (const { name } of files) await workbench.openFile(name);
  const floor = files.map((): PanelTimes[] => []);
  const own = files.map((): PanelTimes[] => []);
  const before = lookAround();
  // The first round, in which a new window is still busy with itself, does not count.
  for (let round = -1; round < runs; round++) {
    for (const [i, { name }] of files.entries()) {
      const empty = await openOnce(workbench, name, keys.floor);
      const report = await openOnce(workbench, name, keys.report);
      if (round >= 0) {
        floor[i].push(empty);
        own[i].push(report);
      }
    }
  }
  const calm = worse(before, lookAround());
  for (const [i, { name, text, isJson }] of files.entries()) {
    const plain = Array.from({ length: runs }, () => plainMs(text, isJson));
    const more = shown(own[i]).map((time, round) => time - floor[i][round].shownMs);
    const title = `${name}: ${text.split("\n").length - 2} lines, ${(text.length / 1e6).toFixed(1)} MB, open in the editor; from the key`;
    console.log(`\n${title}, ${runs} times${warning(calm)}`);
    report(title, "an empty panel, until its script runs", started(floor[i]), calm);
    report(title, "an empty panel, until its host's answer", shown(floor[i]), calm);
    report(title, "the report, until its script has run", started(own[i]), calm);
    report(title, "the report, until its first rows are painted", shown(own[i]), calm);
    report(title, "  more than the empty panel of its round", more, calm);
    report(title, isJson ? "JSON.parse" : "split and Number", plain, calm);
    console.log(`  the goal, 3 × that + 300 ms: ${(3 * median(plain) + 300).toFixed(1)} ms`);
  }
}

/** Times between animation frames of the page while γ is dragged, of a report of as many rows. */
async function dragFrames(workbench: Workbench, length: number): Promise<number[]> {
  const report = await ReportPage.of(workbench);
  await report.frame
    .locator("bn-head")
    .getByText(`${length.toLocaleString("en")} samples`)
    .waitFor();
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

async function dragging(workbench: Workbench, file: string, length: number): Promise<void> {
  await workbench.openFile(file);
  await timePanel(workbench, keys.report, patienceMs);
  const before = lookAround();
  const frames = await dragFrames(workbench, length);
  const calm = worse(before, lookAround());
  await closePanel(workbench, file);
  const late = frames.filter((time) => time > 33).length;
  const title = `Dragging γ at ${length} × ${columns}`;
  console.log(`\n${title}: ${frames.length} frames, ${late} later than 33 ms${warning(calm)}`);
  report(title, "time between two frames", frames, calm);
}

const started = (times: readonly PanelTimes[]): number[] => times.map(({ startedMs }) => startedMs);
const shown = (times: readonly PanelTimes[]): number[] => times.map(({ shownMs }) => shownMs);
const median = (values: readonly number[]): number => quantiles(values, [0.5])[0];

export default async function bench(): Promise<void> {
  const texts = makeTexts();
  const environment = await startEnvironment(await packageVsix(), [join(import.meta.dirname, "floor")]);
  try {
    const files = { "few.csv": texts.few, "table.csv": texts.csv, "array.json": texts.json, "long.csv": texts.long };
    const viewport = { width: 2000, height: 1100 };
    // A browser asks before it opens a file as large as the last one.
    const settings = { "workbench.editorLargeFileConfirmation": 1024 };
    const workbench = await openWorkbench({ folder: null, files, viewport, settings, patienceMs });
    await watchPanels(workbench.page, milestones);
    await workbench.reload(patienceMs);
    await firstPaint(workbench, texts);
    await dragging(workbench, "table.csv", rows);
    await dragging(workbench, "long.csv", longRows);
    await workbench.close();
  } finally {
    await environment.stop();
  }
}

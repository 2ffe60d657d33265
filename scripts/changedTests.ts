// Which end-to-end tests a change can reach: `npm run test:e2e -- --changed`, or `--changed=main` to compare with a branch.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { closure, importGraph } from "./importGraph.ts";
import { root } from "./paths.ts";

/** What a person uses of the extension, by the modules where it begins; a name that ends in / is a folder. */
const features = {
  report: [
    ...["webview/report/main.ts", "src/host/report/", "src/host/commands/normalizeSelection.ts"],
    ...["src/worker/dataset/", "src/worker/questions/", "src/worker/overview/"],
  ],
  text: ["src/host/editor/", "src/worker/overview/"],
  sideBar: ["src/host/sideBar/", "src/host/editor/insight.ts", "webview/inspector/main.ts", "src/worker/overview/"],
  files: [
    ...["src/host/commands/normalizeFile.ts", "src/host/commands/exportNormalizedFile.ts", "src/worker/files/"],
    ...["src/host/commands/copyStatisticsQuery.ts", "src/host/commands/loadStatistics.ts"],
  ],
  layer: [
    ...["src/host/commands/checkLayer.ts", "src/host/commands/loadParameters.ts", "src/host/commands/foldLayer.ts"],
    ...["src/host/commands/compareFiles.ts", "src/host/pick/", "src/worker/questions/"],
  ],
  learn: ["src/host/commands/learnParameters.ts", "src/worker/learn/"],
  checkpoint: [
    ...["webview/checkpoint/main.ts", "webview/compare/main.ts"],
    ...["src/host/checkpoint/", "src/worker/checkpoint/"],
  ],
  lab: ["webview/lab/main.ts", "src/host/lab/", "src/worker/lab/"],
  walkthrough: ["src/host/commands/walkthrough.ts", "src/host/commands/samples.ts"],
} as const;

type Feature = keyof typeof features;

/** What each file of tests uses; one that is not named here is run always. */
const uses: Readonly<Partial<Record<string, readonly Feature[]>>> = {
  badInput: ["report"],
  banner: ["report"],
  checkLayer: ["report", "layer", "text"],
  checkpoint: ["checkpoint"],
  doctor: ["report"],
  editorFeatures: ["report", "text", "sideBar"],
  fieldLayers: ["report", "layer"],
  files: ["report", "files"],
  inspector: ["report", "sideBar"],
  keybinding: ["report"],
  korean: ["report", "sideBar", "lab"],
  lab: ["lab"],
  layer: ["report", "layer", "learn"],
  layerSections: ["report", "layer"],
  picker: ["report"],
  reading: ["report"],
  report: ["report"],
  reports: ["report"],
  restricted: ["report"],
  settings: ["report"],
  tensors: ["report", "sideBar", "layer", "lab"],
  walkthrough: ["report", "sideBar", "layer", "lab", "walkthrough"],
  windows: ["report"],
};

/** They import all features: what stands behind them says nothing of one. */
const wiring =
  /^src\/(extension(\.web)?|host\/startExtension|host\/startEditorFeatures|worker\/(main(\.web)?|computeServer))\.ts$/;

/** A change of these can reach everything: what is built, installed and driven. */
const everywhere =
  /^(package(-lock)?\.json|package\.nls.*|l10n\/|samples\/|media\/|scripts\/(build|package|vscode-server)|test\/e2e\/(support|companion)\/)/;

/** Never part of what the tests drive. */
const nowhere = /^(test\/(unit|pages|vscode)\/|docs\/|bench\/|\.github\/|\.ci\/)|\.md$/;

const folder = join("test", "e2e");

/** All files of end-to-end tests, from the project's root. */
export function allTests(): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `test/e2e/${name}`);
}

/**
 * The files of tests that what differs from a commit can reach, by the imports of what each test uses, and for every test
 * what of the change it was.
 *
 * @param base a commit or branch: what was changed since the last common commit counts, committed or not
 */
export async function changedTests(base: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const changed = changedFiles(base).filter((file) => !nowhere.test(file));
  const tests = allTests();
  const pages = readdirSync(join(root, "webview")).map((page) => `webview/${page}/main.ts`);
  const isPage = (file: string): boolean => existsSync(join(root, file));
  const entries = [
    "src/extension.ts",
    "src/extension.web.ts",
    "src/worker/main.ts",
    "src/worker/checkpoint/readers.ts",
  ];
  const graph = await importGraph([...entries, ...pages.filter(isPage), ...tests]);
  const inFolder = (start: string): string[] =>
    start.endsWith("/") ? [...graph.keys()].filter((file) => file.startsWith(start)) : [start];
  const reached = new Map<string, readonly string[]>();
  for (const test of tests) {
    const used = uses[test.slice("test/e2e/".length, -".test.ts".length)];
    const starts = used?.flatMap((feature) => features[feature].flatMap(inFolder));
    const files = closure(graph, [test, ...(starts ?? [])], (file) => wiring.test(file));
    const causes = changed.filter(
      (file) => used === undefined || files.has(file) || wiring.test(file) || everywhere.test(file),
    );
    if (causes.length > 0) reached.set(test, causes);
  }
  return reached;
}

function changedFiles(base: string): string[] {
  const since = git("merge-base", base, "HEAD").at(0) ?? base;
  return [...new Set([...git("diff", "--name-only", since), ...git("ls-files", "--others", "--exclude-standard")])];
}

function git(...args: string[]): string[] {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args.join(" ")} failed: ${stderr}`);
  return stdout.split("\n").filter((line) => line !== "");
}

// Finds a Chromium to drive, or installs one.
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { logFile, root } from "./paths.ts";
import { run } from "./processes.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

const installedPlaces: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/**
 * The path of a Chromium that starts: `CHROMIUM_PATH`, the PATH, the usual places, Playwright's cache. Where there is
 * none, one is installed: Playwright's own download, or Debian's package if that is refused and we are root.
 * @throws when nothing could be found or installed; the message says what to do
 */
export async function ensureChromium(): Promise<string> {
  const chosen = process.env["CHROMIUM_PATH"];
  if (chosen) {
    if (await starts(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH requires a Chromium that starts, got ${chosen}`);
  }
  const found = await firstThatStarts(candidates());
  if (found) return found;

  for (const install of [installWithPlaywright, installWithApt]) {
    if (!(await install())) continue;
    const installed = await firstThatStarts(candidates());
    if (installed) return installed;
  }
  throw new Error(
    "no Chromium found and none could be installed: install Chromium or Chrome, or set CHROMIUM_PATH to its executable",
  );
}

/** Launch arguments that work in a container, as root, without a GPU, and that keep the browser itself off the network. */
export const chromiumArguments: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
];

function candidates(): string[] {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  const suffix = process.platform === "win32" ? ".exe" : "";
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name + suffix)));
  const all = [...onPath, ...(installedPlaces[process.platform] ?? []), ...playwrightCache()];
  return [...new Set(all)].filter(isExecutable);
}

/** Playwright's own revision first, then any other that it ever downloaded. */
function playwrightCache(): string[] {
  const folder =
    process.env["PLAYWRIGHT_BROWSERS_PATH"] ??
    (process.platform === "darwin"
      ? join(homedir(), "Library", "Caches", "ms-playwright")
      : process.platform === "win32"
        ? join(process.env["LOCALAPPDATA"] ?? homedir(), "ms-playwright")
        : join(homedir(), ".cache", "ms-playwright"));
  const executables = [
    join("chrome-linux64", "chrome"),
    join("chrome-linux", "chrome"),
    join("chrome-headless-shell-linux64", "chrome-headless-shell"),
    join("chrome-linux", "headless_shell"),
    join("chrome-mac-arm64", "Google Chrome for Testing.app", "Contents", "MacOS", "Google Chrome for Testing"),
    join("chrome-win64", "chrome.exe"),
  ];
  const others = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith("chromium")) : [];
  return [
    chromium.executablePath(),
    ...others.flatMap((name) => executables.map((executable) => join(folder, name, executable))),
  ];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function firstThatStarts(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await starts(path)) return path;
  return undefined;
}

/** A file can be there and not start: Debian's libraries are missing, or it only points to a snap. */
async function starts(executable: string): Promise<boolean> {
  if (process.platform === "win32") return existsSync(executable);
  try {
    return (await run(executable, ["--version"], { log: logFile("chromium.log"), timeoutMs: 30_000 })) === 0;
  } catch {
    return false;
  }
}

async function installWithPlaywright(): Promise<boolean> {
  console.log("No Chromium found: downloading Playwright's");
  const cli = join(root, "node_modules", "playwright-core", "cli.js");
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "20000" };
  if (!(await succeeds(process.execPath, [cli, "install", "chromium"], 4 * 60_000, env))) return false;
  if (await starts(chromium.executablePath())) return true;
  // What is downloaded starts only where the system has its libraries; installing those takes root.
  return process.getuid?.() === 0 && succeeds(process.execPath, [cli, "install-deps", "chromium"], 5 * 60_000);
}

async function installWithApt(): Promise<boolean> {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return false;
  console.log("Playwright's did not work out: installing Debian's Chromium");
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await succeeds("apt-get", ["update"], 3 * 60_000, env);
  return succeeds("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], 8 * 60_000, env);
}

async function succeeds(command: string, args: string[], timeoutMs: number, env: Record<string, string> = {}) {
  try {
    return (await run(command, args, { log: logFile("chromium.log"), timeoutMs, env })) === 0;
  } catch (error) {
    console.log(String(error));
    return false;
  }
}

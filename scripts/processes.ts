// Child processes that never outlive us: each is the leader of its own process group, which is ended as a whole.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { root } from "./paths.ts";

export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A file that receives the output; otherwise it goes to our own. */
  readonly log?: string;
}

export interface RunOptions extends StartOptions {
  readonly timeoutMs: number;
}

export interface Running {
  readonly child: ChildProcess;
  /** Settles with the exit code (128 + n for a signal's n is not worth the table: 1). */
  readonly exited: Promise<number>;
  /** Asks the whole group to end, insists after 5 s, and waits until it has. */
  stop(): Promise<void>;
}

const running = new Set<Running>();
const windows = process.platform === "win32";

/**
 * Starts a command in its own process group. It is stopped when we exit, are interrupted or fail.
 * @example start(process.execPath, ["server.js"], { log: "server.log" })
 */
export function start(command: string, args: readonly string[], options: StartOptions = {}): Running {
  stopWithUs();
  const output = options.log === undefined ? "inherit" : openSync(options.log, "a");
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...childEnvironment(), ...options.env },
    stdio: ["ignore", output, output],
    detached: !windows,
  });
  if (output !== "inherit") closeSync(output);
  const exited = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      resolve(code ?? 1);
    });
  });
  const entry: Running = { child, exited, stop: () => stopGroup(child, exited) };
  running.add(entry);
  const forget = (): void => void running.delete(entry);
  exited.then(forget, forget);
  return entry;
}

/** Runs a command to its end and returns its exit code; one that takes longer than `timeoutMs` is stopped and throws. */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<number> {
  const entry = start(command, args, options);
  const name = [command, ...args].join(" ");
  try {
    return await within(options.timeoutMs, entry.exited, name);
  } finally {
    await entry.stop();
  }
}

/** The promise's value, or an error that names what took longer than `timeoutMs`. */
export async function within<T>(timeoutMs: number, promise: Promise<T>, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${name} took longer than ${timeoutMs / 1000} s`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ends everything that was started here. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((entry) => entry.stop()));
}

/** Our environment for a child: this Node and the project's tools first on the PATH, npm's own traces removed. */
export function childEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^npm_(package|lifecycle|config_local_prefix|command)/.test(name)) {
      environment[name] = value;
    }
  }
  const tools = [dirname(process.execPath), join(root, "node_modules", ".bin")];
  environment["PATH"] = [...tools, environment["PATH"] ?? ""].join(delimiter);
  return environment;
}

async function stopGroup(child: ChildProcess, exited: Promise<number>): Promise<void> {
  if (child.pid === undefined) return;
  signalGroup(child.pid, "SIGTERM");
  const ended = await Promise.race([
    exited.then(
      () => true,
      () => true,
    ),
    delay(5000),
  ]);
  // Members of the group may outlive its leader, so it is always told twice.
  if (!ended || !windows) signalGroup(child.pid, "SIGKILL");
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  if (windows) {
    spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"]);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended already.
  }
}

function delay(ms: number): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms, false).unref();
  });
}

let registered = false;

/** Registers the handlers that end our children with us, once. */
function stopWithUs(): void {
  if (registered) return;
  registered = true;
  process.on("exit", () => {
    for (const { child } of running) if (child.pid !== undefined) signalGroup(child.pid, "SIGTERM");
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      void stopAll().finally(() => process.exit(signal === "SIGINT" ? 130 : 143));
    });
  }
}

import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { notePeer } from "./results.ts";

/**
 * What a peer must not inherit, as it would slow it down, and what lets it reuse large blocks as its user would set it:
 * glibc otherwise takes and returns arrays above 32 MB page by page.
 */
const slowing = /^(OPENBLAS|OMP|MKL|KMP|ATEN|NVPL|MALLOC|BLIS|GOTO)_?/;
const allocator = { MALLOC_MMAP_MAX_: "0", MALLOC_TRIM_THRESHOLD_: "8589934592", MALLOC_TOP_PAD_: "67108864" };

export function peerEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) => !slowing.test(name));
  return { ...Object.fromEntries(kept), ...allocator };
}

/** The first Python that has a module (Debian: python3-torch, python3-pandas); null where none has. */
export function pythonWith(module: string): string | null {
  const has = (command: string): boolean => spawnSync(command, ["-c", `import ${module}`]).status === 0;
  return ["python3", "/usr/bin/python3"].find(has) ?? null;
}

/** A Python process that does what it is asked, one request a line, and answers each with milliseconds. */
export class PythonPeer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  /** null, and said, where no Python has the module. The script's first line says how it is set. */
  static async start(script: string, module = "torch"): Promise<PythonPeer | null> {
    const python = pythonWith(module);
    if (python === null) {
      notePeer(`${module} is not there (Debian: python3-${module}): measured without it`);
      return null;
    }
    const peer = new PythonPeer(python, script);
    notePeer(await peer.#nextLine());
    return peer;
  }

  private constructor(python: string, script: string) {
    this.#process = spawn(python, [join(import.meta.dirname, script)], { env: peerEnvironment() });
    this.#process.stderr.pipe(process.stderr);
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** Milliseconds of one run. */
  async measure(request: object): Promise<number> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    return Number(await this.#nextLine());
  }

  stop(): void {
    this.#process.stdin.end();
  }

  async #nextLine(): Promise<string> {
    const line: IteratorResult<string, unknown> = await this.#lines.next();
    if (line.done === true) throw new Error("the peer's process ended");
    return line.value;
  }
}

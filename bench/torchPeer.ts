import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface TorchRequest {
  readonly shape: readonly number[];
  /** networkStep: a step of the lab's network, whatever the shape. */
  readonly task: "forward" | "forwardBackward" | "networkStep";
  /** Of networkStep; float32 unless given. */
  readonly dtype?: "float32" | "float64";
  readonly threads: number;
  /** How often it runs; the answer is the mean. */
  readonly repeats: number;
}

/** A Python process that runs PyTorch when asked, and says how long that took. */
export class TorchPeer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  /** null where no Python has PyTorch (Debian: python3-torch). */
  static async start(): Promise<TorchPeer | null> {
    const python = ["python3", "/usr/bin/python3"].find(
      (command) => spawnSync(command, ["-c", "import torch"]).status === 0,
    );
    if (python === undefined) {
      return null;
    }
    const peer = new TorchPeer(python);
    await peer.#lines.next();
    return peer;
  }

  private constructor(python: string) {
    this.#process = spawn(python, [join(import.meta.dirname, "torchPeer.py")]);
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** Milliseconds of one run. */
  async measure(request: TorchRequest): Promise<number> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const answer: IteratorResult<string, unknown> = await this.#lines.next();
    if (answer.done === true) {
      throw new Error("PyTorch's process ended");
    }
    return Number(answer.value);
  }

  stop(): void {
    this.#process.stdin.end();
  }
}

import type { readCheckpoint } from "../../documents/checkpoints/index.ts";
import type { ByteRanges, Checkpoint } from "../../documents/checkpoints/types.ts";
import type {
  CheckpointFile,
  CheckpointRequestName,
  CheckpointRequests,
} from "../../session/compute/checkpointRequests.ts";
import type { ReadProgress } from "../../session/compute/fileRequest.ts";
import type { ThreadMessage, ThreadRequest } from "../../session/compute/messageCompute.ts";
import { Failure, failureData, toFailure } from "../../shared/messages/failure.ts";
import { arraysFile } from "./arraysFile.ts";
import { foldedFile } from "./foldedFile.ts";
import { hasCheckpoint, withArrays } from "./layerFiles.ts";
import { rootSquares } from "./rootSquares.ts";

/** The bundle of readers. */
export interface CheckpointReaders {
  readonly readCheckpoint: typeof readCheckpoint;
}

/** A file that a platform has opened, with those beside it. */
export interface OpenedFile {
  readonly bytes: ByteRanges;
  /** @param name without folders */
  sibling(name: string): Promise<ByteRanges | null>;
  close(): void;
}

/** What a platform does for checkpoints: Node reads ranges from disk, a browser has the bytes. */
export interface CheckpointPlatform {
  open(file: CheckpointFile): OpenedFile;
  /** They are a bundle of their own, so that nobody waits for them who opens none. */
  loadReaders(): Promise<CheckpointReaders>;
}

type Handlers = {
  readonly [K in CheckpointRequestName]: (
    params: CheckpointRequests[K]["params"],
    id: number,
  ) => Promise<CheckpointRequests[K]["value"]>;
};

const progressEveryMs = 100;

/** The first to hear of a request: answers those about one checkpoint, which stays open until another
 * replaces it or the thread ends. */
export class CheckpointServer {
  readonly #platform: CheckpointPlatform;
  readonly #send: (reply: ThreadMessage) => void;
  readonly #next: (request: ThreadRequest) => unknown;
  #file: OpenedFile | null = null;
  #checkpoint: Checkpoint | null = null;

  readonly #handlers: Handlers = {
    "checkpoint/open": async ({ file }, id) => this.#read(file, id),
    "checkpoint/tensor": ({ tensor }) => this.#tensor(tensor),
    "checkpoint/folded": (order) => {
      if (this.#checkpoint === null) throw new Error("no checkpoint is open");
      return foldedFile(this.#checkpoint, order);
    },
    "checkpoint/squares": async ({ questions }) => {
      const answers: Float32Array[] = [];
      for (const { tensor, outputsLast } of questions) {
        answers.push(rootSquares(await this.#tensor(tensor), this.#shape(tensor), outputsLast));
      }
      return answers;
    },
  };

  /** @param next answers every other request, once the checkpoints that it carries have been read */
  constructor(
    platform: CheckpointPlatform,
    send: (reply: ThreadMessage) => void,
    next: (request: ThreadRequest) => unknown,
  ) {
    this.#platform = platform;
    this.#send = send;
    this.#next = next;
  }

  async answer(request: ThreadRequest): Promise<void> {
    const { id, type, params } = request;
    if (!(type in this.#handlers) && !hasCheckpoint(params)) {
      this.#next(request);
      return;
    }
    try {
      if (!(type in this.#handlers)) {
        const read = await withArrays(params, ({ fileName, checkpoint }) => this.#arrays(fileName, checkpoint));
        this.#next({ id, type, params: read });
        return;
      }
      const handler = this.#handlers[type as CheckpointRequestName] as (given: unknown, id: number) => Promise<unknown>;
      this.#send({ id, ok: true, value: await handler(params, id) });
    } catch (thrown) {
      this.#send({ id, ok: false, error: failureData(failureOf(thrown)) });
    }
  }

  async #read(file: CheckpointFile, id: number): Promise<CheckpointRequests["checkpoint/open"]["value"]> {
    this.#file?.close();
    this.#checkpoint = null;
    const { readCheckpoint } = await this.#platform.loadReaders();
    const opened = this.#platform.open(file);
    this.#file = opened;
    const counted = countedRanges(opened.bytes);
    const started = performance.now();
    let last = started;
    const checkpoint = await readCheckpoint(
      { fileName: file.name, bytes: counted.ranges, sibling: (name) => opened.sibling(name) },
      {
        // A thread that is no longer wanted is ended.
        isCancelled: () => false,
        onLayer: (rows, totalRows) => {
          const now = performance.now();
          if (now - last < progressEveryMs) return;
          last = now;
          const progress: ReadProgress = {
            bytes: counted.numRead(),
            totalBytes: opened.bytes.byteLength,
            ...{ rows, totalRows, elapsedMs: now - started },
          };
          this.#send({ id, progress });
        },
      },
    );
    this.#checkpoint = checkpoint;
    const { format, framework, parts, layers, notices, tensors } = checkpoint;
    return {
      ...{ byteLength: opened.bytes.byteLength, format, framework, parts, layers, notices },
      tensors: tensors.map(({ name, part, shape, dtype }, index) => ({ index, name, part, shape, dtype })),
    };
  }

  /** A checkpoint's layers and weights as a safetensors file. */
  async #arrays(name: string, source: CheckpointFile["source"] = ""): Promise<Uint8Array> {
    const { readCheckpoint } = await this.#platform.loadReaders();
    const opened = this.#platform.open({ name, source });
    try {
      const sibling = (beside: string): ReturnType<OpenedFile["sibling"]> => opened.sibling(beside);
      return await arraysFile(await readCheckpoint({ fileName: name, bytes: opened.bytes, sibling }));
    } finally {
      opened.close();
    }
  }

  #shape(index: number): readonly number[] {
    return this.#checkpoint?.tensors[index]?.shape ?? [];
  }

  #tensor(index: number): Promise<Float64Array> {
    const tensor = this.#checkpoint?.tensors[index];
    if (tensor === undefined) throw new Error(`no tensor ${index} is open`);
    return tensor.read();
  }
}

/** Ranges that count the bytes that were asked for. */
function countedRanges(bytes: ByteRanges): { ranges: ByteRanges; numRead: () => number } {
  let numRead = 0;
  const ranges: ByteRanges = {
    byteLength: bytes.byteLength,
    slice: (from, to) => {
      numRead += Math.max(0, to - from);
      return bytes.slice(from, to);
    },
  };
  return { ranges, numRead: () => numRead };
}

/** By their names, as the bundle of readers has classes of its own. */
const fileErrors: ReadonlySet<string> = new Set([
  "CheckpointError",
  "DocumentError",
  "ArrayFileError",
  "LayerFileError",
]);

/** What the readers throw about a file is the person's to mend; anything else is our bug. */
function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error) || !fileErrors.has(thrown.name)) return toFailure(thrown);
  const { code, message } = thrown as Error & { readonly code: string };
  return new Failure({ kind: "input", code, message, place: null });
}

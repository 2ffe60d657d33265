import assert from "node:assert/strict";
import { TextPieces } from "../../../../src/worker/textPieces.ts";
import {
  MessageCompute,
  type TextPiece,
  type ThreadReply,
  type ThreadRequest,
} from "../../../../src/session/compute/messageCompute.ts";

/** Threads that a test answers by hand. */
function fakeThreads() {
  const threads: {
    requests: ThreadRequest[];
    pieces: TextPiece[];
    reply: (reply: ThreadReply) => void;
    end: (reason: string) => void;
    terminated: boolean;
  }[] = [];
  const compute = new MessageCompute((reply, end) => {
    const thread = { requests: [] as ThreadRequest[], pieces: [] as TextPiece[], reply, end, terminated: false };
    threads.push(thread);
    return {
      post: (message) => {
        if ("piece" in message) thread.pieces.push(message);
        else thread.requests.push(message);
      },
      terminate: () => {
        thread.terminated = true;
      },
    };
  });
  return { compute, threads };
}

const ask = (compute: MessageCompute) => compute.request("dataset/place", { feature: 0, index: 0 });
const hasKind = (kind: string) => (error: unknown) => error instanceof Error && "kind" in error && error.kind === kind;

describe("MessageCompute", () => {
  it("starts a thread with the first request only", () => {
    const { compute, threads } = fakeThreads();
    assert.equal(threads.length, 0);
    void ask(compute);
    void ask(compute);
    assert.equal(threads.length, 1);
  });

  it("settles each request with its own reply, in any order", async () => {
    const { compute, threads } = fakeThreads();
    const [first, second] = [ask(compute), ask(compute)];
    const [thread] = threads;
    thread.reply({ id: thread.requests[1].id, ok: true, value: "second" });
    thread.reply({ id: thread.requests[0].id, ok: true, value: "first" });
    assert.deepEqual(await Promise.all([first, second]), ["first", "second"]);
  });

  it("rejects with the failure that the thread reports", async () => {
    const { compute, threads } = fakeThreads();
    const reply = ask(compute);
    const error = { kind: "input", code: "RAGGED", message: "line 4", place: { start: 1, end: 2 } } as const;
    threads[0].reply({ id: threads[0].requests[0].id, ok: false, error });
    await assert.rejects(reply, { kind: "input", code: "RAGGED", message: "line 4", place: { start: 1, end: 2 } });
  });

  it("ends the thread on cancel, rejects what is pending, and starts anew", async () => {
    const { compute, threads } = fakeThreads();
    const reply = ask(compute);
    compute.cancel();
    await assert.rejects(reply, hasKind("cancelled"));
    assert.equal(threads[0].terminated, true);
    void ask(compute);
    assert.equal(threads.length, 2);
  });

  it("rejects what is pending when the thread ends by itself", async () => {
    const { compute, threads } = fakeThreads();
    const reply = ask(compute);
    threads[0].end("out of memory");
    await assert.rejects(reply, { kind: "stopped", message: "out of memory" });
  });

  it("does not hear a thread that was cancelled", async () => {
    const { compute, threads } = fakeThreads();
    const cancelled = assert.rejects(ask(compute), hasKind("cancelled"));
    compute.cancel();
    await cancelled;
    const reply = ask(compute);
    threads[0].end("late");
    threads[1].reply({ id: threads[1].requests[0].id, ok: true, value: null });
    assert.equal(await reply, null);
  });

  it("refuses requests after it was disposed", async () => {
    const { compute, threads } = fakeThreads();
    compute.dispose();
    await assert.rejects(ask(compute), hasKind("cancelled"));
    assert.equal(threads.length, 0);
  });

  const read = { languageId: "csv", selections: [], missingValues: "omitRows", header: "auto" } as const;
  const turns = async (count: number) => {
    for (let i = 0; i < count; i++) await new Promise((resolve) => setTimeout(resolve, 2));
  };

  it("posts a large text piece by piece, the request behind it", async () => {
    const { compute, threads } = fakeThreads();
    void compute.request("dataset/open", { text: { version: 1, pieces: () => ["a,b\n", "1,2\n"] }, read });
    const [{ pieces, requests }] = threads;
    assert.equal(pieces.length, 1, "others have their turn between pieces");
    await turns(4);
    assert.deepEqual(
      pieces.map(({ piece, isFirst }) => [piece, isFirst]),
      [
        ["a,b\n", true],
        ["1,2\n", false],
      ],
    );
    const received = new TextPieces();
    assert.ok(pieces.every((piece) => received.take(piece) === null));
    assert.deepEqual(received.take(requests[0])?.params, { text: "a,b\n1,2\n", read });
  });

  it("starts over where the text changes between two pieces", async () => {
    const { compute, threads } = fakeThreads();
    const text = { version: 1, pieces: () => (text.version === 1 ? ["old", "old"] : ["new", "er"]) };
    void compute.request("dataset/open", { text, read });
    text.version = 2;
    await turns(6);
    const received = new TextPieces();
    for (const piece of threads[0].pieces) received.take(piece);
    assert.deepEqual(received.take(threads[0].requests[0])?.params, { text: "newer", read });
  });

  it("posts nothing further once it is cancelled, and rejects with what goes wrong with a piece", async () => {
    const { compute, threads } = fakeThreads();
    const cancelled = compute.request("dataset/open", { text: { version: 1, pieces: () => ["a", "b", "c"] }, read });
    compute.cancel();
    await assert.rejects(cancelled, hasKind("cancelled"));
    await turns(4);
    assert.equal(threads[0].pieces.length, 1);
    const broken = {
      version: 1,
      pieces: () => {
        throw new Error("closed");
      },
    };
    await assert.rejects(compute.request("dataset/open", { text: broken, read }), /closed/);
  });
});

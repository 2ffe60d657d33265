import assert from "node:assert/strict";
import { MessageCompute, type ThreadReply, type ThreadRequest } from "../../../src/session/messageCompute.ts";

/** Threads that a test answers by hand. */
function fakeThreads() {
  const threads: {
    requests: ThreadRequest[];
    reply: (reply: ThreadReply) => void;
    end: (reason: string) => void;
    terminated: boolean;
  }[] = [];
  const compute = new MessageCompute((reply, end) => {
    const thread = { requests: [] as ThreadRequest[], reply, end, terminated: false };
    threads.push(thread);
    return {
      post: (request) => thread.requests.push(request),
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
});

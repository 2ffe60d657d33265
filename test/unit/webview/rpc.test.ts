import assert from "node:assert/strict";
import { HostConnection, HostError } from "../../../webview/common/rpc.ts";

interface Sent {
  readonly id: number;
  readonly type: string;
  readonly params: unknown;
}

function connect() {
  const sent: Sent[] = [];
  const target = new EventTarget();
  const connection = new HostConnection({ postMessage: (message) => sent.push(message as Sent) }, target);
  const receive = (data: unknown) => target.dispatchEvent(new MessageEvent("message", { data }));
  return { sent, connection, receive };
}

describe("HostConnection", () => {
  it("hands each reply to the request with its id, in any order", async () => {
    const { sent, connection, receive } = connect();
    const first = connection.request("live/set", { live: true });
    const second = connection.request("features/heatMap", { width: 1, height: 1 });
    assert.deepEqual(
      sent.map(({ type, params }) => ({ type, params })),
      [
        { type: "live/set", params: { live: true } },
        { type: "features/heatMap", params: { width: 1, height: 1 } },
      ],
    );
    receive({ id: sent[1].id, ok: true, value: "second" });
    receive({ id: sent[0].id, ok: true, value: "first" });
    assert.deepEqual(await Promise.all([first, second]), ["first", "second"]);
  });

  it("rejects with the host's code, message and field", async () => {
    const { sent, connection, receive } = connect();
    const request = connection.request("options/set", { eps: -1 });
    const error = { code: "INVALID_OPTION", message: "eps must be 0 or greater, got -1", field: "eps" };
    receive({ id: sent[0].id, ok: false, error });
    await assert.rejects(request, (rejected) => {
      assert.ok(rejected instanceof HostError);
      const { code, message, field } = rejected;
      assert.deepEqual({ code, message, field }, error);
      return true;
    });
  });

  it("calls every listener of an event and stops when it is told", () => {
    const { connection, receive } = connect();
    const heard: unknown[] = [];
    const stop = connection.on("report/live", (live) => heard.push(live));
    connection.on("report/live", (live) => heard.push(live));
    receive({ type: "report/live", payload: "stale" });
    stop();
    receive({ type: "report/live", payload: "follows" });
    receive({ type: "report/progress", payload: null });
    assert.deepEqual(heard, ["stale", "stale", "follows"]);
  });

  it("ignores what is no message of the host", () => {
    const { connection, receive } = connect();
    connection.on("report/live", () => assert.fail("no event was sent"));
    for (const data of [null, undefined, 5, "text", {}, { id: 99, ok: true }]) {
      receive(data);
    }
  });

  it("rejects what is pending, and what comes later, once it is disposed", async () => {
    const { connection, receive, sent } = connect();
    const pending = connection.request("run/retry");
    connection.dispose();
    receive({ id: sent[0].id, ok: true, value: undefined });
    await assert.rejects(pending, { code: "DISPOSED" });
    await assert.rejects(connection.request("run/cancel"), { code: "DISPOSED" });
    assert.equal(sent.length, 1);
  });
});

import assert from "node:assert/strict";
import type { ReactiveController } from "lit";
import { HostQuestion } from "../../../../webview/report/detail/parts/hostQuestion.ts";
import { ReportStore } from "../../../../webview/report/store/store.ts";
import { irisSnapshot } from "./samples.ts";

/** A component without a page, and the replies that its store's host still owes. */
function component() {
  const owed: { params: unknown; resolve: (value: unknown) => void; reject: (error: Error) => void }[] = [];
  const store = new ReportStore({
    host: {
      request: (_type: string, ...params: unknown[]) =>
        new Promise<never>((resolve, reject) => owed.push({ params: params[0], resolve: resolve as never, reject })),
      on: () => () => undefined,
    },
    savedState: undefined,
    saveState: () => undefined,
    beforeNextPaint: (run) => {
      run();
    },
  });
  store.setSnapshot(irisSnapshot());
  let updates = 0;
  const controllers: ReactiveController[] = [];
  const host = {
    store,
    addController: (controller: ReactiveController) => controllers.push(controller),
    removeController: () => undefined,
    requestUpdate: () => updates++,
    updateComplete: Promise.resolve(true),
  };
  const render = () => {
    controllers.forEach((controller) => controller.hostUpdate?.());
  };
  return { owed, store, host, render, updates: () => updates };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("HostQuestion", () => {
  it("asks once for the same parameters and renders with the answer", async () => {
    const { owed, host, render, updates } = component();
    const question = new HostQuestion(host, "feature/fineHistogram", () => ({ feature: 1 }));
    render();
    render();
    assert.equal(owed.length, 1);
    assert.deepEqual(owed[0].params, { feature: 1 });
    const answer = { start: 0, width: 1, counts: Uint32Array.of(1) };
    owed[0].resolve(answer);
    await settled();
    assert.equal(question.answer, answer);
    assert.ok(question.isCurrent && updates() === 1);
  });

  it("drops an answer that was overtaken", async () => {
    const { owed, host, render } = component();
    let feature = 1;
    const question = new HostQuestion(host, "feature/fineHistogram", () => ({ feature }));
    render();
    feature = 2;
    render();
    owed[0].resolve({ start: 1 });
    await settled();
    assert.equal(question.answer, null);
    owed[1].resolve({ start: 2 });
    await settled();
    assert.deepEqual(question.answer, { start: 2 });
  });

  it("asks again for other data, and forgets what was about the data before", async () => {
    const { owed, host, render, store } = component();
    const question = new HostQuestion(host, "feature/fineHistogram", () => ({ feature: 1 }));
    render();
    owed[0].resolve({ start: 1 });
    await settled();
    store.setSnapshot({ ...irisSnapshot(), revision: 2 });
    render();
    assert.equal(owed.length, 2);
    assert.equal(question.answer, null);
  });

  it("keeps the message of a failure until it is asked something else", async () => {
    const { owed, host, render } = component();
    const question = new HostQuestion(host, "feature/fineHistogram", () => ({ feature: 1 }));
    render();
    owed[0].reject(new Error("the worker was stopped"));
    await settled();
    assert.equal(question.error, "the worker was stopped");
    assert.equal(question.isCurrent, false);
  });

  it("asks nothing where there is nothing to ask", () => {
    const { owed, host, render } = component();
    new HostQuestion(host, "feature/fineHistogram", () => null);
    render();
    assert.equal(owed.length, 0);
  });
});

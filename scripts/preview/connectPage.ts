import type { Page } from "playwright-core";
import type { RequestMessage } from "../../src/shared/report/protocol.ts";
import { toFailure } from "../../src/shared/messages/failure.ts";

/** Puts `acquireVsCodeApi` into a page, with somebody behind it who answers. Returns how to tell the page something. */
export async function connectPage(
  page: Page,
  answer: (message: RequestMessage) => unknown,
  savedState: unknown,
): Promise<(message: object) => Promise<void>> {
  const send = async (message: object): Promise<void> => {
    // The browser may be closing: there is nobody left to tell.
    const deliver = (data: unknown): void => {
      (globalThis as unknown as { postMessage: (given: unknown, origin: string) => void }).postMessage(data, "*");
    };
    await page.evaluate(deliver, message as unknown).catch(() => undefined);
  };
  const reply = async (message: RequestMessage): Promise<void> => {
    const { id } = message;
    try {
      await send({ id, ok: true, value: await answer(message) });
    } catch (thrown) {
      const { code, message: text, field } = toFailure(thrown);
      await send({ id, ok: false, error: { code, message: text, ...(field === undefined ? {} : { field }) } });
    }
  };
  await page.exposeFunction("hostReceives", (message: RequestMessage) => void reply(message));
  await page.addInitScript((saved) => {
    let state: unknown = saved;
    Object.assign(globalThis, {
      acquireVsCodeApi: () => ({
        postMessage: (message: unknown) => {
          (globalThis as unknown as { hostReceives: (given: unknown) => void }).hostReceives(message);
        },
        getState: () => state,
        setState: (given: unknown) => {
          state = given;
        },
      }),
    });
  }, savedState);
  return send;
}

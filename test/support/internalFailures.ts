// Mocha's root hooks for the unit tests: a failure that is a bug of ours fails the run and names the test during which
// it came about, even where nobody is told of it.
import type { Context } from "mocha";
import type { FailureData } from "../../src/shared/messages/failure.ts";
import { ComputeServer } from "../../src/worker/computeServer.ts";

let found: FailureData[] = [];

/** Every failure that a computing thread answers with is made here. */
// The method is called with the server it belongs to.
// eslint-disable-next-line @typescript-eslint/unbound-method
const { failureOf } = ComputeServer.prototype;
ComputeServer.prototype.failureOf = function (this: ComputeServer, thrown: unknown): FailureData {
  const failure = failureOf.call(this, thrown);
  if (failure.kind === "internal") found.push(failure);
  return failure;
};

/** The internal failures so far, of a test that is about them. */
export function takeInternalFailures(): readonly FailureData[] {
  const taken = found;
  found = [];
  return taken;
}

const reports: string[] = [];

export const mochaHooks = {
  afterEach(this: Context) {
    const title = this.currentTest?.fullTitle() ?? "";
    reports.push(...takeInternalFailures().map(({ stack, message }) => `${title}: ${stack ?? message}`));
  },

  // Not after each: mocha would run no further test.
  afterAll() {
    const told = reports.splice(0);
    if (told.length > 0) throw new Error(`internal failures in these tests:\n${told.join("\n")}`);
  },
};

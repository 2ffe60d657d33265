import assert from "node:assert/strict";
import { Failure } from "../../../../src/shared/messages/failure.ts";
import { actions } from "./actions/index.ts";
import type { Action } from "./actions/action.ts";
import { kinds } from "./kinds.ts";
import type { MatrixCompute } from "./matrixCompute.ts";
import { openReport, type MatrixReport } from "./report.ts";

/** What the person is told of a refusal: which one it is, and why. */
function assertRefusal(thrown: unknown, code: string): void {
  if (!(thrown instanceof Failure)) throw thrown;
  if (thrown.kind === "internal") assert.fail(`internal failure: ${thrown.stack ?? thrown.message}`);
  assert.equal(thrown.code, code, thrown.message);
  assert.ok(thrown.kind === "input" || thrown.kind === "option", thrown.kind);
  assert.match(thrown.message, /\w.* .*\w/, "a sentence");
}

function assertNoBug(computes: readonly MatrixCompute[]): void {
  const internal = computes.flatMap((compute) => compute.internal);
  assert.deepEqual(
    internal.map(({ stack, message }) => stack ?? message),
    [],
  );
}

/** Does what the action does, and nothing else: no bug of ours is behind it, not even one that nobody is told of. */
async function perform({ run, refusal }: Action, report: MatrixReport, computes: MatrixCompute[]): Promise<void> {
  const code = refusal?.(report) ?? null;
  try {
    await run(report);
  } catch (thrown) {
    assertNoBug(computes);
    if (code === null) throw thrown;
    assertRefusal(thrown, code);
    return;
  }
  assertNoBug(computes);
  assert.equal(code, null, "refused");
}

describe("every action on every kind of input", () => {
  for (const kind of kinds) {
    for (const way of kind.ways) {
      describe(`${kind.name}, ${way === "text" ? "in an editor" : "as a file"}`, () => {
        for (const action of actions.filter(({ applies }) => applies?.({ kind, way }) !== false)) {
          it(action.name, async () => {
            const computes: MatrixCompute[] = [];
            const report = await openReport(kind, way, computes);
            try {
              await perform(action, report, computes);
            } finally {
              report.session.dispose();
            }
          });
        }
      });
    }
  }
});

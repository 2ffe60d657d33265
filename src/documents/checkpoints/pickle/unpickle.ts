import type { PickleBudget } from "./budget.ts";
import { PickleMachine, type PickleWorld } from "./machine.ts";
import { containers } from "./opcodes/containers.ts";
import { objects } from "./opcodes/objects.ts";
import { plainValues } from "./opcodes/plainValues.ts";
import type { OpcodeAction } from "./opcodes/table.ts";
import { brokenPickle } from "./pickleErrors.ts";
import type { PickleInput } from "./pickleInput.ts";
import type { PickleValue } from "./values.ts";

const actions: readonly (OpcodeAction | undefined)[] = Array.from(
  { length: 256 },
  (_, opcode) => plainValues[opcode] ?? containers[opcode] ?? objects[opcode],
);
/** The longest opcode with its argument of fixed length. */
const longestOpcode = 9;

/**
 * Reads one pickle, of any protocol up to 5, to its STOP, and leaves the input behind it. It is read as data: nothing is imported,
 * called or run. Known names build what `world` says, all others become records.
 *
 * **Source**: CPython's pickletools, which describes each opcode.
 *
 * @throws CheckpointError TRUNCATED, BROKEN, REFUSED, TOO_LARGE, UNSUPPORTED
 */
export async function unpickle(input: PickleInput, world: PickleWorld, budget: PickleBudget): Promise<PickleValue> {
  const machine = new PickleMachine(input, world, budget);
  while (!machine.isDone) {
    budget.step();
    if (!input.has(longestOpcode)) await input.fetch(longestOpcode);
    const action = actions[input.uint8()];
    if (action === undefined) throw brokenPickle();
    const waiting = action(machine);
    if (waiting !== undefined) await waiting;
  }
  return machine.pop();
}

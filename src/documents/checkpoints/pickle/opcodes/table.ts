import type { PickleMachine } from "../machine.ts";

/** What an opcode does to the machine. It waits only where bytes have to be fetched. */
export type OpcodeAction = (machine: PickleMachine) => void | Promise<void>;

/** Opcode → action. */
export type OpcodeTable = Readonly<Partial<Record<number, OpcodeAction>>>;

/** Takes the next line; it waits only where the line has to be fetched. */
export function withLine(machine: PickleMachine, take: (line: string) => void | Promise<void>): void | Promise<void> {
  const line = machine.input.lineInWindow();
  return line === null ? machine.input.line().then(take) : take(line);
}

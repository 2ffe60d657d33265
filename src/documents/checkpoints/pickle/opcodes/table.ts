import type { PickleMachine } from "../machine.ts";

/** What an opcode does to the machine. It waits only where bytes have to be fetched. */
export type OpcodeAction = (machine: PickleMachine) => void | Promise<void>;

/** Opcode → action. */
export type OpcodeTable = Readonly<Partial<Record<number, OpcodeAction>>>;

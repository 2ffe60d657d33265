import type { PickleMachine } from "../machine.ts";
import { PickleBytes } from "../pickleBytes.ts";
import { PickleDict, type PickleValue } from "../values.ts";
import type { OpcodeTable } from "./table.ts";

/** Opcodes for lists, tuples, dicts and sets, and for the stack itself. */
export const containers: OpcodeTable = {
  // MARK, POP, POP_MARK, DUP
  0x28: (machine) => {
    machine.mark();
  },
  0x30: (machine) => {
    machine.popOrMark();
  },
  0x31: (machine) => void machine.popToMark(),
  0x32: (machine) => {
    machine.push(machine.top());
  },
  // EMPTY_LIST, LIST, APPEND, APPENDS
  0x5d: (machine) => {
    machine.pushList("list", []);
  },
  0x6c: (machine) => {
    machine.pushList("list", machine.popToMark());
  },
  0x61: (machine) => {
    machine.append([machine.pop()]);
  },
  0x65: (machine) => {
    machine.append(machine.popToMark());
  },
  // EMPTY_TUPLE, TUPLE, TUPLE1, TUPLE2, TUPLE3
  0x29: (machine) => {
    machine.pushList("tuple", []);
  },
  0x74: (machine) => {
    machine.pushList("tuple", machine.popToMark());
  },
  0x85: (machine) => {
    tuple(machine, 1);
  },
  0x86: (machine) => {
    tuple(machine, 2);
  },
  0x87: (machine) => {
    tuple(machine, 3);
  },
  // EMPTY_DICT, DICT, SETITEM, SETITEMS
  0x7d: (machine) => {
    machine.pushObject(new PickleDict());
  },
  0x64: (machine) => {
    const items = machine.popToMark();
    machine.pushObject(new PickleDict());
    return setItems(machine, items);
  },
  0x73: (machine) => {
    const value = machine.pop();
    return setItems(machine, [machine.pop(), value]);
  },
  0x75: (machine) => setItems(machine, machine.popToMark()),
  // EMPTY_SET, ADDITEMS, FROZENSET
  0x8f: (machine) => {
    machine.pushList("set", []);
  },
  0x90: (machine) => {
    machine.append(machine.popToMark());
  },
  0x91: (machine) => {
    machine.pushList("set", machine.popToMark());
  },
};

function tuple(machine: PickleMachine, length: number): void {
  const items: PickleValue[] = [];
  for (let i = 0; i < length; i++) items.unshift(machine.pop());
  machine.pushList("tuple", items);
}

/** A key of bytes is a name of Python 2. */
const maximumKey = 1024;

function setItems(machine: PickleMachine, items: PickleValue[]): void | Promise<void> {
  const hasBytes = items.some((item, i) => i % 2 === 0 && item instanceof PickleBytes && item.length <= maximumKey);
  if (!hasBytes) {
    machine.setItems(items);
    return;
  }
  return withTextKeys(items).then((named) => {
    machine.setItems(named);
  });
}

async function withTextKeys(items: readonly PickleValue[]): Promise<PickleValue[]> {
  const named: PickleValue[] = [];
  for (const [i, item] of items.entries()) {
    const isKey = i % 2 === 0 && item instanceof PickleBytes && item.length <= maximumKey;
    named.push(isKey ? new TextDecoder().decode(await item.range(0, item.length)) : item);
  }
  return named;
}

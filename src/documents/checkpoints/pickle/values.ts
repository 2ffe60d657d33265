import type { PickleBytes } from "./pickleBytes.ts";

/** What a pickle can hold: Python's plain values, and objects. int and float are both numbers, as far as they are exact. */
export type PickleValue = null | boolean | number | bigint | string | PickleObject;

/** Anything but a plain value. */
export type PickleObject = PickleGlobal | PickleBytes | PickleList | PickleDict | PickleRecord | Built;

/** A name that the pickle refers to: a class or a function. It stays a name, whatever it is: nothing is imported. */
export class PickleGlobal {
  readonly module: string;
  readonly name: string;

  constructor(module: string, name: string) {
    this.module = module;
    this.name = name;
  }

  /** "collections.OrderedDict" */
  get path(): string {
    return `${this.module}.${this.name}`;
  }
}

/** A list, a tuple or a set. */
export class PickleList {
  readonly kind: "list" | "tuple" | "set";
  readonly items: PickleValue[];

  constructor(kind: "list" | "tuple" | "set", items: PickleValue[]) {
    this.kind = kind;
    this.items = items;
  }
}

const noEntries: ReadonlyMap<PickleValue, PickleValue> = new Map();

/** A dict or an OrderedDict. Any name is a plain key, "__proto__" included; a key may be an object. */
export class PickleDict {
  /** Most dicts of a checkpoint are empty: hooks of tensors. Null before the first key. */
  #entries: Map<PickleValue, PickleValue> | null = null;
  /** What BUILD set beside the keys: `_metadata` of a state dict. */
  attributes: PickleValue = null;

  get entries(): ReadonlyMap<PickleValue, PickleValue> {
    return this.#entries ?? noEntries;
  }

  /** The value of a key; null where there is none. */
  get(key: string): PickleValue {
    return this.entries.get(key) ?? null;
  }

  set(key: PickleValue, value: PickleValue): void {
    this.#entries ??= new Map();
    this.#entries.set(key, value);
  }
}

/** An object of a class that is not known, or what a function that is not known would have returned: its parts as data. */
export class PickleRecord {
  readonly callable: PickleValue;
  readonly args: PickleValue;
  state: PickleValue = null;
  /** What APPENDS gave it: subclasses of list. Null before the first. */
  items: PickleValue[] | null = null;
  /** What SETITEMS gave it: subclasses of dict. Null before the first. */
  entries: PickleDict | null = null;

  constructor(callable: PickleValue, args: PickleValue) {
    this.callable = callable;
    this.args = args;
  }

  /** "torch.nn.modules.batchnorm.BatchNorm2d"; "" where it was not made by a name. */
  get className(): string {
    return this.callable instanceof PickleGlobal ? this.callable.path : "";
  }
}

/** Raw bytes that follow a BUILD inside the pickle itself, as joblib writes arrays. */
export interface BytesBehind {
  readByte(): Promise<number>;
  /** The next bytes, not fetched. @throws CheckpointError TRUNCATED */
  takeBytes(length: number): PickleBytes;
}

/** What one of the few known names builds: a tensor, a storage, an array. */
export abstract class Built {
  /** Takes the state that BUILD gives. */
  abstract build(state: PickleValue, behind: BytesBehind): void | Promise<void>;
}

/** The items of a tuple; null for anything else. */
export function tupleItems(value: PickleValue): readonly PickleValue[] | null {
  return value instanceof PickleList && value.kind === "tuple" ? value.items : null;
}

/** A tuple or list of whole numbers; null for anything else. */
export function wholeNumbers(value: PickleValue): number[] | null {
  if (!(value instanceof PickleList)) return null;
  return value.items.every((item) => Number.isSafeInteger(item)) ? (value.items as number[]) : null;
}

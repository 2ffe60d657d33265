import { costs, type PickleBudget } from "./budget.ts";
import { brokenPickle, costlyPickle, outsideObject } from "./pickleErrors.ts";
import type { PickleInput } from "./pickleInput.ts";
import { Built, PickleDict, PickleGlobal, PickleList, PickleRecord, tupleItems, type PickleValue } from "./values.ts";

/**
 * Builds data from the arguments of a known name; undefined where they do not fit, and the call stays a record. It waits only where
 * bytes have to be fetched.
 */
export type Builder = (args: readonly (PickleValue | undefined)[], budget: PickleBudget) => Made | Promise<Made>;
type Made = PickleValue | undefined;

/** What a pickle may name, in the place of Python's whole world. */
export interface PickleWorld {
  /** "collections.OrderedDict" → what builds it. */
  readonly builders: ReadonlyMap<string, Builder>;
  /** What a persistent id stands for; null where the format has none. */
  readonly persistent: ((id: PickleValue) => PickleValue) | null;
  /** Names of calls that stayed records, for what is to be said of them. */
  readonly unknownCalls: Set<string>;
}

const maximumStack = 2_000_000;
const maximumNames = 10_000;

/** The state of the stack machine that a pickle is a program for. It builds data and calls nothing but the known builders. */
export class PickleMachine {
  readonly input: PickleInput;
  readonly budget: PickleBudget;
  readonly #world: PickleWorld;
  readonly #memo = new Map<number, PickleValue>();
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  /** True after STOP. */
  isDone = false;

  constructor(input: PickleInput, world: PickleWorld, budget: PickleBudget) {
    this.input = input;
    this.#world = world;
    this.budget = budget;
  }

  push(value: PickleValue): void {
    if (this.#stack.length >= maximumStack) {
      throw costlyPickle();
    }
    this.#stack.push(value);
  }

  pop(): PickleValue {
    const { length } = this.#stack;
    if (length <= (this.#marks.at(-1) ?? 0)) throw brokenPickle();
    return this.#stack.pop() ?? null;
  }

  top(): PickleValue {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0)) throw brokenPickle();
    return this.#stack.at(-1) ?? null;
  }

  mark(): void {
    if (this.#marks.length >= maximumStack) throw brokenPickle();
    this.#marks.push(this.#stack.length);
  }

  /** What stands above the last mark, taken off with the mark. */
  popToMark(): PickleValue[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw brokenPickle();
    const items = this.#stack.splice(mark);
    this.budget.spend(items.length * costs.item);
    return items;
  }

  /** POP takes off the mark where nothing stands above it. */
  popOrMark(): void {
    if (this.#marks.length > 0 && this.#marks.at(-1) === this.#stack.length) this.#marks.pop();
    else this.pop();
  }

  get memoSize(): number {
    return this.#memo.size;
  }

  memoize(index: number): void {
    this.budget.spend(costs.memo);
    this.#memo.set(index, this.top());
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw brokenPickle();
    this.push(value);
  }

  pushObject(value: PickleValue, cost: number = costs.object): void {
    this.budget.spend(cost);
    this.push(value);
  }

  pushList(kind: "list" | "tuple" | "set", items: PickleValue[]): void {
    this.pushObject(new PickleList(kind, items), costs.object + items.length * costs.item);
  }

  /** REDUCE and NEWOBJ: a known name builds, all others stay records. */
  construct(callable: PickleValue, args: PickleValue): void | Promise<void> {
    const build = callable instanceof PickleGlobal ? this.#world.builders.get(callable.path) : undefined;
    const items = tupleItems(args);
    const made = build === undefined || items === null ? undefined : build(items, this.budget);
    if (made instanceof Promise)
      return made.then((value) => {
        this.#pushMade(value, callable, args);
      });
    this.#pushMade(made, callable, args);
  }

  #pushMade(made: PickleValue | undefined, callable: PickleValue, args: PickleValue): void {
    const { unknownCalls } = this.#world;
    if (made === undefined && callable instanceof PickleGlobal && unknownCalls.size < maximumNames) {
      unknownCalls.add(calledName(callable, args));
    }
    this.pushObject(made === undefined ? new PickleRecord(callable, args) : made, 2 * costs.object);
  }

  /** BUILD: gives the object on top its state. */
  async build(): Promise<void> {
    const state = this.pop();
    const target = this.top();
    if (target instanceof Built) await target.build(state, this.input);
    else if (target instanceof PickleDict) target.attributes = state;
    else if (target instanceof PickleRecord) target.state = state;
  }

  /** APPENDS and ADDITEMS. */
  append(items: readonly PickleValue[]): void {
    const target = this.top();
    this.budget.spend(items.length * costs.item);
    if (target instanceof Built) return;
    if (target instanceof PickleRecord) target.items ??= [];
    const list = target instanceof PickleList || target instanceof PickleRecord ? target.items : null;
    if (list === null) throw brokenPickle();
    for (const item of items) list.push(item);
  }

  /** SETITEMS: key, value, key, value, … */
  setItems(items: readonly PickleValue[]): void {
    const target = this.top();
    if (items.length % 2 !== 0) throw brokenPickle();
    if (target instanceof Built) return;
    if (target instanceof PickleRecord) target.entries ??= new PickleDict();
    const dict = target instanceof PickleRecord ? target.entries : target;
    if (!(dict instanceof PickleDict)) throw brokenPickle();
    if (dict.entries.size === 0) this.budget.spend(costs.dict);
    this.budget.spend((items.length / 2) * costs.dictItem);
    for (let i = 0; i < items.length; i += 2) dict.set(items[i], items[i + 1]);
  }

  persistent(id: PickleValue): void {
    if (this.#world.persistent === null) {
      throw outsideObject();
    }
    this.pushObject(this.#world.persistent(id));
  }
}

/** What is called, where getattr is called to name it: members of enumerations are pickled so, and other things hidden. */
function calledName(callable: PickleGlobal, args: PickleValue): string {
  const [owner, attribute]: readonly (PickleValue | undefined)[] = tupleItems(args) ?? [];
  const isAttribute = /^(?:builtins|__builtin__)\.getattr$/.test(callable.path);
  return isAttribute && owner instanceof PickleGlobal && typeof attribute === "string"
    ? `${owner.path}.${attribute}`
    : callable.path;
}

import type { Builder, PickleWorld } from "./machine.ts";
import { containerNames } from "./names/containers.ts";
import { numpyNames } from "./names/numpy.ts";

/** The world of a pickle: Python's containers and NumPy's arrays, and what a format adds. */
export function pickleWorld(
  names: readonly (readonly [string, Builder])[],
  persistent: PickleWorld["persistent"],
): PickleWorld {
  return { builders: new Map([...containerNames, ...numpyNames, ...names]), persistent, unknownCalls: new Set() };
}

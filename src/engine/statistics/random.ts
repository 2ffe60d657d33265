import { checkOption } from "../batchNorm/options.ts";

/**
 * A seeded generator of random numbers: the same seed gives the same numbers everywhere.
 *
 * **Source**: xoshiro128** 1.1 (Blackman and Vigna 2018), its state filled by SplitMix32 from the seed.
 *
 * @example
 * const random = new RandomGenerator(1);
 * random.uniform(); // in [0, 1)
 */
export class RandomGenerator {
  readonly #state: Uint32Array;
  /** Normal numbers come in pairs; the second one waits here. */
  #spareNormal: number | null = null;

  /**
   * @param seed a whole number
   * @throws EngineError INVALID_OPTION
   */
  constructor(seed: number) {
    checkOption("seed", Number.isSafeInteger(seed), "a whole number", seed);
    this.#state = seedState(seed);
  }

  /** 32 random bits as a number from 0 to 2³² − 1. */
  bits(): number {
    const state = this.#state;
    const result = Math.imul(rotateLeft(Math.imul(state[1], 5), 7), 9) >>> 0;
    const shifted = state[1] << 9;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= shifted;
    state[3] = rotateLeft(state[3], 11);
    return result;
  }

  /** Uniform in [0, 1), with all 53 bits of a number random. */
  uniform(): number {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** Normal with mean 0 and variance 1 (Marsaglia's polar method). */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const radius = x * x + y * y;
      if (radius > 0 && radius < 1) {
        const factor = Math.sqrt((-2 * Math.log(radius)) / radius);
        this.#spareNormal = y * factor;
        return x * factor;
      }
    }
  }

  /** The whole numbers from 0 to length − 1 in random order (Fisher and Yates): the rows of an epoch. */
  permutation(length: number): Uint32Array {
    const order = Uint32Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const other = Math.floor(this.uniform() * (i + 1));
      [order[i], order[other]] = [order[other], order[i]];
    }
    return order;
  }
}

/** Four words of SplitMix32, started from both halves of the seed. */
function seedState(seed: number): Uint32Array {
  let counter = (seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b1)) | 0;
  return Uint32Array.from({ length: 4 }, () => {
    counter = (counter + 0x9e3779b9) | 0;
    let word = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return word ^ (word >>> 15);
  });
}

function rotateLeft(word: number, count: number): number {
  return (word << count) | (word >>> (32 - count));
}

/** Steps of a run before it says more than a trial did. */
const leastSteps = 10;

/**
 * How long runs take on this machine: a trial of a few steps says what settings cost, the runs themselves say how much
 * longer a step takes with probes and with whatever else the machine does. One for all labs of a window.
 */
export class RunPace {
  #factor = 1;
  #runId = 0;
  #ms = 0;
  #expectedMs = 0;
  #steps = 0;

  /** How long a run will take. `expectedMs(10, 600)` is 6000 before any run was watched. */
  expectedMs(trialMsPerStep: number, steps: number): number {
    return trialMsPerStep * steps * this.#factor;
  }

  /** Takes what a piece of a run took; the first steps of it already count for the next run. */
  observe(runId: number, { ms, steps, trialMsPerStep }: { ms: number; steps: number; trialMsPerStep: number }): void {
    if (runId !== this.#runId) [this.#runId, this.#ms, this.#expectedMs, this.#steps] = [runId, 0, 0, 0];
    this.#ms += ms;
    this.#steps += steps;
    this.#expectedMs += steps * trialMsPerStep;
    if (this.#steps >= leastSteps && this.#expectedMs > 0) this.#factor = this.#ms / this.#expectedMs;
  }
}

import assert from "node:assert/strict";
import { RunPace } from "../../../../src/session/lab/runPace.ts";

describe("RunPace", () => {
  it("goes by the trial before any run was watched", () => {
    assert.equal(new RunPace().expectedMs(10, 600), 6000);
  });

  it("knows from the first steps of a run how much longer they take, and keeps it for other settings", () => {
    const pace = new RunPace();
    pace.observe(1, { ms: 45, steps: 3, trialMsPerStep: 10 });
    assert.equal(pace.expectedMs(10, 600), 6000, "three steps are too few");
    pace.observe(1, { ms: 255, steps: 17, trialMsPerStep: 10 });
    assert.equal(pace.expectedMs(10, 600), 9000);
    assert.equal(pace.expectedMs(40, 100), 6000);
  });

  it("goes by the last run, not by one when the machine was busy", () => {
    const pace = new RunPace();
    pace.observe(1, { ms: 900, steps: 30, trialMsPerStep: 10 });
    assert.equal(pace.expectedMs(10, 100), 3000);
    pace.observe(2, { ms: 330, steps: 30, trialMsPerStep: 10 });
    assert.equal(pace.expectedMs(10, 100), 1100);
  });

  it("takes pieces in which no step was finished with those that follow", () => {
    const pace = new RunPace();
    pace.observe(1, { ms: 80, steps: 0, trialMsPerStep: 10 });
    pace.observe(1, { ms: 120, steps: 10, trialMsPerStep: 10 });
    assert.equal(pace.expectedMs(10, 10), 200);
  });
});

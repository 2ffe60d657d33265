import assert from "node:assert/strict";
import { recalibrate, undoRecalibration } from "../../../../src/session/layer/recalibrate.ts";
import { defaultDoctorSettings, examineReport } from "../../../../src/session/doctor/examineReport.ts";
import { fixOf } from "../../../../src/session/doctor/fixes.ts";
import { defaultThresholds, type RuleId } from "../../../../src/session/doctor/index.ts";
import type { ReportSession } from "../../../../src/session/report/reportSession.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { open } from "../openReport.ts";

/** A column that is constant, one that hardly varies, and one that is as it should be. */
const table = "flat,faint,fine\n1,0.001,1\n1,-0.001,2\n1,0.001,4\n1,-0.001,8\n";

const rulesOf = (session: ReportSession): RuleId[] => session.findings.map(({ rule }) => rule);

async function applyFix(session: ReportSession, rule: RuleId, title: RegExp): Promise<void> {
  const { feature } = session.findings.find((finding) => finding.rule === rule) ?? assert.fail(`${rule} was not found`);
  const fix = fixOf(rule, feature, session.snapshot ?? assert.fail(), defaultThresholds) ?? assert.fail("no fix");
  assert.match(fix.title, title);
  await fix.apply(session);
}

describe("the findings of a report", () => {
  it("are in its notices, each rule once, with a place", async () => {
    const { session } = await open(table);
    assert.deepEqual(rulesOf(session), ["BN001", "BN002"]);
    const { notices } = session.snapshot ?? assert.fail();
    assert.deepEqual(
      notices.map(({ code, severity, hasPlace }) => [code, severity, hasPlace]),
      [
        ["BN001", "info", true],
        ["BN002", "warning", true],
      ],
    );
    assert.match(notices[1].message, /^BN002: faint: variance .* is 0\.1 times ε/);
  });

  it("leave out the rules that a person has disabled, and follow their limits", async () => {
    const quiet = { ...defaultDoctorSettings, disabled: ["BN001"] as const };
    const strict = { ...defaultDoctorSettings, thresholds: { ...defaultThresholds, varianceOverEps: 1e9 } };
    const found = (await open(table, "csv", { doctor: quiet })).session;
    assert.deepEqual(rulesOf(found), ["BN002"]);
    const all = (await open(table, "csv", { doctor: strict })).session;
    assert.deepEqual(rulesOf(all), ["BN001", "BN002", "BN002"]);
    assert.equal(all.examined.thresholds.varianceOverEps, 1e9);
  });

  it("say of a linear output that no activation follows", async () => {
    const { session } = await open("x\n1\n2\n3\n4\n", "csv", { beta: -9 });
    assert.deepEqual(rulesOf(session), ["BN008"]);
    await session.setOptions({ activation: "identity" });
    assert.deepEqual(rulesOf(session), []);
    const { features } = session.snapshot ?? assert.fail();
    const report = { features, options: defaultReportOptions, sampleCount: 4, layer: undefined };
    assert.equal(examineReport(report, defaultDoctorSettings)[0].rule, "BN008");
  });
});

describe("a quick fix", () => {
  it("lowers ε until the variance is large beside it", async () => {
    const { session } = await open(table);
    await applyFix(session, "BN002", /Lower ε to 1e-8/);
    assert.equal(session.snapshot?.options.eps, 1e-8);
    assert.deepEqual(rulesOf(session), ["BN001"]);
  });

  it("recalibrates a layer whose statistics are not those of the data", async () => {
    const { session } = await open("a,b\n1,20\n2,40\n3,70\n4,10\n");
    const layer = {
      ...{ name: "bn", fileName: "bn.json", framework: "pytorch" as const, numFeatures: 2, eps: null, momentum: null },
      ...{ gamma: Float64Array.of(2, 3), beta: Float64Array.of(0, 1), numBatchesTracked: 5 },
      ...{ runningMean: Float64Array.of(2.5, -500), runningVar: Float64Array.of(1, 400) },
    };
    await session.setLayer(layer);
    assert.ok(rulesOf(session).includes("BN011"), rulesOf(session).join());
    await applyFix(session, "BN011", /Recalibrate/);
    assert.deepEqual(rulesOf(session), []);
    const { layer: after, features, options } = session.snapshot ?? assert.fail();
    assert.deepEqual([...(after?.runningMean ?? [])], [2.5, 35]);
    assert.ok(Math.abs((after?.runningVar?.[0] ?? 0) - 5 / 3) < 1e-15, "the unbiased variance of 1, 2, 3, 4");
    assert.deepEqual([...features.gamma], [2, 3]);
    assert.equal(options.mode, "eval");
    const { recalibration } = after ?? {};
    assert.deepEqual(
      [...(recalibration?.runningMean ?? []), ...(recalibration?.runningVar ?? [])],
      [2.5, -500, 1, 400],
    );
    // In evaluation the outputs of b lay 3 · 535/20 from those in training.
    assert.ok(Math.abs(3 * (recalibration?.gap?.mean[1] ?? 0) - (3 * 535) / Math.sqrt(400 + 1e-5)) < 1e-9);
    // Twice is once; taking it back brings the file's statistics, with γ and β as they are.
    await recalibrate(session);
    assert.deepEqual(session.snapshot?.layer?.recalibration, recalibration);
    await undoRecalibration(session);
    assert.deepEqual(session.snapshot?.layer?.runningMean, layer.runningMean);
    assert.equal(session.snapshot.layer.recalibration, undefined);
  });

  it("takes the recalibration of a new layer back too", async () => {
    const { session } = await open("a,b\n1,20\n2,40\n3,70\n4,10\n");
    await recalibrate(session);
    assert.deepEqual([...(session.snapshot?.layer?.runningMean ?? [])], [2.5, 35]);
    await undoRecalibration(session);
    assert.equal(session.snapshot?.layer, undefined);
    assert.equal(session.snapshot?.options.mode, "train");
  });

  it("is not offered where the data or the network have to change", async () => {
    const { session } = await open(table);
    for (const rule of ["BN001", "BN003", "BN004", "BN006", "BN007", "BN008", "BN009"] as const) {
      assert.equal(fixOf(rule, 0, session.snapshot ?? assert.fail(), defaultThresholds), null);
    }
    await session.setOptions({ precision: "float32" });
    const fix = fixOf("BN007", 0, session.snapshot ?? assert.fail(), defaultThresholds);
    await fix?.apply(session);
    assert.equal(session.snapshot?.options.precision, "float64");
  });
});

import assert from "node:assert/strict";
import { defaultDoctorSettings } from "../../../../src/session/doctor/examineReport.ts";
import { defaultReportSettings, inputOf, nothingGiven } from "../../../../src/session/report/inputOf.ts";
import { withSettings } from "../../../../src/session/report/reportInput.ts";
import { parseRestoreState, restoreState } from "../../../../src/session/report/restoreState.ts";
import { AffineEdits } from "../../../../src/session/report/affineEdits.ts";

const source = { uri: "file:///a.csv", name: "a.csv", languageId: "csv", version: 1, getText: () => "a\n1\n2\n" };
const settings = {
  ...defaultReportSettings,
  reading: { ...defaultReportSettings.reading, delimiter: "tab" },
  doctor: { ...defaultDoctorSettings, disabled: ["BN001"] },
} as const;

describe("inputOf", () => {
  it("takes everything from the settings where the caller gives nothing", () => {
    const { options, reading, doctor, gamma, beta } = inputOf(source, [], nothingGiven, settings);
    assert.deepEqual({ options, reading, doctor }, settings);
    assert.deepEqual([gamma, beta], [undefined, undefined]);
  });

  it("puts what the caller gives over the settings, and leaves the others", () => {
    const given = { report: { preset: "keras" }, reading: { header: "absent" }, gamma: 2 } as const;
    const input = inputOf(source, [], given, settings);
    assert.deepEqual([input.options.preset, input.options.eps], ["keras", 1e-3]);
    assert.deepEqual([input.reading.header, input.reading.delimiter], ["absent", "tab"]);
    assert.equal(input.gamma, 2);
  });

  it("refuses an option that is out of range", () => {
    assert.throws(() => inputOf(source, [], { report: { eps: -1 }, reading: {} }, settings), { kind: "option" });
  });

  it("makes a kept report again as it was read, under the doctor's settings of now", () => {
    const kept = JSON.stringify(restoreState(inputOf(source, [], nothingGiven, settings), new AffineEdits().values));
    const restored = parseRestoreState(JSON.parse(kept));
    assert.ok(restored);
    const doctor = { ...defaultDoctorSettings, batchSize: 8 };
    const input = inputOf(source, restored.selections, restored.given, { ...defaultReportSettings, doctor });
    assert.deepEqual([input.reading, input.doctor], [settings.reading, doctor]);
  });
});

describe("withSettings", () => {
  it("changes what is named, of options, reading and doctor", () => {
    const input = inputOf(source, [], nothingGiven, settings);
    const changed = withSettings(input, { options: { eps: 0 }, reading: { header: "present" } });
    assert.equal(changed.options.eps, 0);
    assert.deepEqual(changed.reading, { ...settings.reading, header: "present" });
    assert.equal(changed.doctor, settings.doctor);
    assert.equal(withSettings(input, { doctor: defaultDoctorSettings }).doctor, defaultDoctorSettings);
  });
});

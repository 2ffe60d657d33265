import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { bundledPackages, type BundledPackage } from "../../../../scripts/release/bundledPackages.ts";
import { noticesFile, thirdPartyNotices } from "../../../../scripts/release/thirdPartyNotices.ts";

describe("THIRD_PARTY_NOTICES.txt", () => {
  let packages: BundledPackage[];
  before(async () => {
    packages = await bundledPackages();
  });

  it("is what the bundles hold now", () => {
    assert.equal(thirdPartyNotices(packages), readFileSync(noticesFile, "utf8"), "run: npm run notices");
  });

  it("names packages of the pages, of the readers, and what no list of inputs shows", () => {
    const names = packages.map(({ name }) => name);
    for (const name of ["lit", "chart.js", "fflate", "@vscode/codicons", "assemblyscript"]) {
      assert.ok(names.includes(name), `${name} in ${names.join(", ")}`);
    }
  });

  it("finds only licences that allow to pass the code on", () => {
    for (const { name, license } of packages) {
      assert.match(license, /^(MIT|BSD-[23]-Clause|Apache-2\.0|ISC|0BSD|CC-BY-4\.0)$/, name);
    }
  });

  it("has two packages with one licence text share it", () => {
    const common = { version: "1.0.0", license: "MIT", url: "https://example.org", text: "The licence" };
    const text = thirdPartyNotices([
      { ...common, name: "one" },
      { ...common, name: "two" },
    ]);
    assert.equal(text.split("The licence").length, 2);
    assert.match(text, /one 1\.0\.0 \(MIT\)\n.*\ntwo 1\.0\.0 \(MIT\)/);
  });
});

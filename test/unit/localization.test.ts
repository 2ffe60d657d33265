import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { localizedStrings } from "../support/localizedStrings.ts";

const root = join(import.meta.dirname, "..", "..");
const readJson = (name: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, name), "utf8")) as Record<string, string>;

/** {0}, {1}, … of a text, each once. */
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g))].sort();

/** Whether there is anything to translate: words, rather than signs, names and placeholders. */
const hasWords = (text: string): boolean =>
  /[a-z]{3,}/i.test(text.replaceAll(/\{\d+\}|\bsigmoid\(y\)|\bNaN\b|Infinity|BatchNorm Lens|training_mode=\S+/g, ""));

/** Texts that are the same in Korean: names in code. */
const sameInKorean = new Set(["NaN", "sigmoid(y)"]);

describe("the Korean translation", () => {
  const strings = localizedStrings(root);
  const bundle = readJson("l10n/bundle.l10n.ko.json");

  it("has every text of the sources", () => {
    const missing = strings.filter(({ key }) => !Object.hasOwn(bundle, key));
    assert.deepEqual(
      missing.map(({ key, place }) => `${place}: ${key}`),
      [],
    );
  });

  it("has no text that the sources do not use", () => {
    const used = new Set(strings.map(({ key }) => key));
    assert.deepEqual(
      Object.keys(bundle).filter((key) => !used.has(key)),
      [],
    );
  });

  it("is Korean, with the placeholders of the English text", () => {
    for (const { key, message } of strings) {
      const translation = bundle[key];
      assert.deepEqual(placeholders(translation), placeholders(message), key);
      const isSame = sameInKorean.has(message) || !hasWords(message);
      assert.ok(isSame || /[가-힣]/.test(translation) || translation.length < 4, `${key} → ${translation}`);
    }
  });
});

describe("the texts of package.json", () => {
  const english = readJson("package.nls.json");
  const korean = readJson("package.nls.ko.json");
  const used = readFileSync(join(root, "package.json"), "utf8").match(/(?<=")%[\w.]+%(?=")/g) ?? [];

  it("are all there and all used", () => {
    assert.deepEqual(Object.keys(english).sort(), [...new Set(used.map((key) => key.slice(1, -1)))].sort());
  });

  it("are all translated, in Korean", () => {
    assert.deepEqual(Object.keys(korean).sort(), Object.keys(english).sort());
    for (const [key, text] of Object.entries(korean)) {
      assert.ok(/[가-힣]/.test(text) || !hasWords(english[key]) || /^[(N,\s:CLHWD)]/.test(text), `${key}: ${text}`);
    }
  });

  it("have the same links", () => {
    const links = (text: string): readonly string[] => text.match(/\(command:[^)]*\)/g) ?? [];
    for (const [key, text] of Object.entries(english)) assert.deepEqual(links(korean[key]), links(text), key);
  });
});

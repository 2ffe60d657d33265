import assert from "node:assert/strict";
import type { readTensor } from "../../../src/documents/index.ts";
import { RandomGenerator } from "../../../src/engine/index.ts";
import { read, tokens } from "./helpers.ts";

// Texts longer than the pieces in which they are scanned, with something in the way of the fast path here and there.

const random = new RandomGenerator(7);
const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random.uniform() * choices.length)];

/** A number as any program may write it, or a way to write it that only the slow path takes. */
function number(): string {
  const plain = [
    () => String(Math.floor(random.uniform() * 10)),
    () => (random.uniform() * 200 - 100).toFixed(3),
    () => String(random.uniform()),
    () => random.uniform().toExponential(12),
    () => String(-Math.floor(random.uniform() * 1e9)),
  ];
  const odd = [
    () => `${"1234567890".repeat(27)}.5`,
    () => "1e400",
    () => "-0",
    () => "0.000000000000000000000123456789012345678901234567890",
    () => "Infinity",
  ];
  return random.uniform() < 0.002 ? pick(odd)() : pick(plain)();
}

const rows = Array.from({ length: 9000 }, () => Array.from({ length: 5 }, number));
const flat = rows.flat();

function assertReads(text: string, tensor: ReturnType<typeof readTensor>): void {
  assert.deepEqual(tensor.shape, [9000, 5]);
  tokens(text, tensor).forEach((token, i) => {
    if (token !== flat[i]) assert.equal(token, flat[i], `value ${i}`);
    if (!Object.is(tensor.data[i], Number(token))) assert.equal(tensor.data[i], Number(token), token);
  });
}

describe("texts longer than a window of the scanner", () => {
  const gap = () => pick([", ", ",", " ,\t", ",\n", random.uniform() < 0.01 ? `, /* ${"x".repeat(300)} */` : ","]);

  it("are read to the last number, each at its place: JSON", () => {
    const text = `[${rows.map((row) => `[${row.map((token, i) => (i > 0 ? gap() : "") + token).join("")}]`).join(",\n")}]`;
    assertReads(text, read(text, "json"));
  });

  it("JSON Lines", () => {
    const text = rows.map((row) => `[${row.join(", ")}]`).join("\n");
    assertReads(text, read(text, "jsonl"));
  });

  it("CSV, with a blank line and a quoted number here and there", () => {
    const text = rows
      .map((row) => row.map((token) => (random.uniform() < 0.01 ? `"${token}"` : token)).join(","))
      .map((line) => (random.uniform() < 0.01 ? `${line}\n\n` : `${line}\r\n`))
      .join("");
    assertReads(text, read(text, "csv"));
  });

  it("name the row that breaks the pattern", () => {
    const text = `[${rows.map((row, i) => `[${(i === 7777 ? row.slice(1) : row).join(",")}]`).join(",\n")}]`;
    assert.throws(() => read(text, "json"), {
      code: "RAGGED",
      message: /^line 7778 has 4 values, expected 5 as in line 1$/,
    });
  });

  it("accept no comma between the values of JSON Lines", () => {
    const text = "[1,2]\n[3,4]\n[5,6],[7,8]\n";
    assert.throws(() => read(text, "jsonl"), { code: "BROKEN_JSON" });
  });
});

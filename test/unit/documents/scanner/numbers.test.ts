import assert from "node:assert/strict";
import { RandomGenerator } from "../../../../src/engine/index.ts";
import { streamText } from "../stream/helpers.ts";

/** Tokens that others have got wrong: ties, subnormals, the edges of the range, long mantissas. */
const hardTokens = [
  ...["0", "-0", "0.0", "-0.0", "0e0", "1", "-1", "+1", "1.", ".5", "-.5", "1.e3", "00012", "1E5", "1e+5", "1e-5"],
  ...["9007199254740991", "9007199254740992", "9007199254740993", "9007199254740995", "-9007199254740993"],
  ...["9007199254740993.0", "9007199254740992999999999999", "18446744073709551615", "18446744073709551616"],
  ...["123456789012345678901234567890", "0.1", "0.2", "0.3", "1e22", "1e23", "8.5e22", "9e22", "8.533e22"],
  ...[
    "1.7976931348623157e308",
    "1.7976931348623158e308",
    "1.7976931348623159e308",
    "1e308",
    "1e309",
    "-1e309",
    "1e400",
  ],
  ...["2.2250738585072014e-308", "2.2250738585072011e-308", "2.2250738585072012e-308", "2.225073858507201e-308"],
  ...[
    "4.9406564584124654e-324",
    "4.9e-324",
    "2.4703282292062327e-324",
    "2.4703282292062328e-324",
    "2.5e-324",
    "1e-400",
  ],
  ...["3e-324", "1e-323", "6.631236846766476e-316", "3.2378839133029012895883524125015321748630094e-319"],
  ...[
    "0.500000000000000166533453693773481063544750213623046875",
    "3.518437208883201171875e13",
    "62.5364939768271845828",
  ],
  ...["8.10109172351e-10", "1.50000000000000011102230246251565", "9007199254740991.4999999999999999999999999999999995"],
  ...[
    "6929495644600919.5",
    "3.7455744005952583e15",
    "2.2250738585072013e-308",
    "1.00000000000000011102230246251565404e0",
  ],
  ...["7.2057594037927933e+16", "10000000000000000000", "10000000000000000000000000000001000000000000", "5e-324"],
  ...[
    "0.000000000000000000000000000000000000000000000000123456789012345678901234567890",
    "1e-4294967296",
    "1e4294967297",
  ],
  ...["4503599627370496.5", "4503599627370497.5", "4503599627475352.5", "1.18e-38", "3.4028235677973366e38"],
];

/** Reads tokens as the one column of a table, and compares every bit with `Number`. */
function assertExact(tokens: readonly string[], toNumber: (token: string) => number = Number, header = "x"): void {
  const { values } = streamText(`${header}\n${tokens.join("\n")}\n`, { languageId: "csv", header: "present" });
  assert.equal(values.length, tokens.length);
  tokens.forEach((token, i) => {
    if (!Object.is(values[i], toNumber(token))) {
      assert.fail(`token ${i} ${token}: got ${values[i]}, expected ${toNumber(token)}`);
    }
  });
}

function randomDigits(random: RandomGenerator, length: number): string {
  return Array.from({ length }, () => Math.floor(random.uniform() * 10)).join("");
}

describe("numbers out of bytes", () => {
  it("reads tokens that are known to be hard as Number does", () => {
    assertExact(hardTokens);
    assertExact(hardTokens.map((token) => `-${token.replace(/^[+-]/, "")}`));
  });

  it("reads a million random tokens as Number does", function () {
    this.timeout(60_000);
    const random = new RandomGenerator(1);
    const bits = new DataView(new ArrayBuffer(8));
    const doubles = Array.from({ length: 300_000 }, () => {
      bits.setUint32(0, random.bits());
      bits.setUint32(4, random.bits());
      const value = bits.getFloat64(0);
      return String(Number.isFinite(value) ? value : 1);
    });
    const measured = Array.from({ length: 300_000 }, () => String(random.normal() * 10 ** (random.bits() % 12)));
    const short = Array.from({ length: 200_000 }, () => String(Number(random.normal().toPrecision(6))));
    const long = Array.from({ length: 200_000 }, () => {
      const digits = randomDigits(random, 1 + (random.bits() % 25));
      const point = random.bits() % (digits.length + 1);
      const exponent = random.bits() % 2 === 0 ? "" : `e${(random.bits() % 660) - 340}`;
      return `${digits.slice(0, point)}.${digits.slice(point)}${exponent}`;
    });
    // Around the eight characters and the fifteen digits that are read at once.
    const edges = Array.from({ length: 100_000 }, () => {
      const whole = String(Math.floor(random.uniform() * 10 ** (1 + (random.bits() % 9))));
      return `${random.bits() % 2 === 0 ? "-" : ""}${whole}.${randomDigits(random, 1 + (random.bits() % 12))}`;
    });
    for (const tokens of [doubles, measured, short, long, edges]) assertExact(tokens);
  });

  it("reads halfway cases between two doubles as Number does", () => {
    const random = new RandomGenerator(2);
    const tokens = Array.from({ length: 20_000 }, () => {
      const odd = (BigInt(random.bits()) << 22n) | BigInt(random.bits() >>> 11) | 1n;
      return (odd * 2n ** BigInt(1 + (random.bits() % 11)) + 2n ** BigInt(random.bits() % 11)).toString();
    });
    assertExact(tokens);
  });

  it("reads a decimal comma where it is the table's", () => {
    const { values } = streamText("a;b\n1,5;-0,25\n3,75e2;,5\n");
    assert.deepEqual(values, [1.5, -0.25, 375, 0.5]);
  });
});

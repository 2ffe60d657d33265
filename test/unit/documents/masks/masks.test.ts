import assert from "node:assert/strict";
import { textMasks } from "../../../../src/documents/masks/findMasks.ts";
import { isMaskName, keptPositions, positionMask } from "../../../../src/documents/masks/positionMask.ts";

const mask = (name: string, shape: readonly number[], values: readonly number[]) =>
  positionMask({ name, shape, values }) ?? assert.fail(`${name} is none`);

describe("isMaskName", () => {
  it("knows lengths and masks by the names that people give them", () => {
    for (const name of [
      "lengths",
      "length",
      "lens",
      "seq_len",
      "seqLengths",
      "x_lens",
      "mask",
      "attention_mask",
      "padMask",
    ]) {
      assert.ok(isMaskName(name), name);
    }
    for (const name of ["x", "talent", "golden", "masked", "unmasking", "valence", "silence", "lens_id"]) {
      assert.ok(!isMaskName(name), name);
    }
  });
});

describe("keptPositions", () => {
  const kept = (of: ReturnType<typeof mask>, samples: number, spatial: readonly number[]) => {
    const found = keptPositions(of, samples, spatial);
    return found && [...found];
  };

  it("keeps as many positions of each sample as lengths say", () => {
    assert.deepEqual(kept(mask("lengths", [2], [1, 3]), 2, [3]), [1, 0, 0, 1, 1, 1]);
    assert.deepEqual(kept(mask("lengths", [2, 1], [0, 2]), 2, [2]), [0, 0, 1, 1]);
  });

  it("keeps what a mask says, with or without an axis for channels", () => {
    assert.deepEqual(kept(mask("mask", [2, 2], [1, 0, 1, 1]), 2, [2]), [1, 0, 1, 1]);
    assert.deepEqual(kept(mask("mask", [2, 1, 2], [1, 0, 1, 1]), 2, [2]), [1, 0, 1, 1]);
    assert.deepEqual(kept(mask("mask", [1, 2, 2], [1, 0, 1, 1]), 1, [2, 2]), [1, 0, 1, 1]);
  });

  it("takes 1 for padding where the name says padding, as PyTorch's key_padding_mask", () => {
    assert.deepEqual(kept(mask("key_padding_mask", [1, 3], [0, 0, 1]), 1, [3]), [1, 1, 0]);
  });

  it("takes the lengths of more samples than a call has arguments", () => {
    const many = 300_000;
    const lengths = mask("lengths", [many], new Array<number>(many).fill(1));
    assert.equal(keptPositions(lengths, many, [2])?.filter(Boolean).length, many);
  });

  it("is null for other samples, other positions, and lengths beyond them", () => {
    assert.equal(kept(mask("lengths", [3], [1, 2, 3]), 2, [3]), null);
    assert.equal(kept(mask("lengths", [2], [1, 4]), 2, [3]), null);
    assert.equal(kept(mask("lengths", [2], [1, 2]), 2, [3, 3]), null);
    assert.equal(kept(mask("mask", [2, 4], [1, 1, 1, 1, 1, 1, 0, 0]), 2, [3]), null);
  });
});

describe("positionMask", () => {
  it("refuses what is neither lengths nor 0 and 1", () => {
    for (const [name, values] of [
      ["lengths", [1.5]],
      ["lengths", [-1]],
      ["mask", [0, -1e9]],
      ["x", [1]],
    ] as const) {
      assert.equal(positionMask({ name, shape: [values.length], values }), null, name);
    }
  });
});

describe("textMasks", () => {
  it("finds them by their keys, nearest to the tensor first, booleans as well", () => {
    const text = `{"a": {"lengths": [9, 9], "x": [1]}, "b": {"x": [[[5]]], "mask": [[true, false]]}}`;
    const found = textMasks(text, text.indexOf("[[[5"));
    assert.deepEqual(
      found.map(({ name, shape, values }) => [name, shape, [...Array.from(values)]]),
      [
        ["mask", [1, 2], [1, 0]],
        ["lengths", [2], [9, 9]],
      ],
    );
  });

  it("leaves out what is ragged, holds texts, or never ends", () => {
    for (const value of ["[[1, 0], [1]]", '["a"]', "[1, 0", "[[1], 2]", "[NaN]", "[]", '[{"a": 1}]']) {
      assert.deepEqual(textMasks(`{"mask": ${value}, "x": [1]}`, 0), [], value);
    }
  });
});

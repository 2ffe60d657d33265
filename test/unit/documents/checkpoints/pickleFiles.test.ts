import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "../../../../src/documents/checkpoints/index.ts";
import { fixture, fixtureFolder, sourceOf } from "./helpers.ts";

interface ExpectedLayer {
  readonly part: string;
  readonly name: string;
  /** γ, β, mean, variance. */
  readonly lists: readonly (readonly number[])[];
}

const expected = JSON.parse(readFileSync(join(fixtureFolder, "pickle/expected.json"), "utf8")) as Record<
  string,
  readonly ExpectedLayer[]
>;

/** make_pickles.py wrote the files, with NumPy, joblib and CPython's pickle. */
describe("readCheckpoint, bare pickles, joblib and PyTorch 0.1", () => {
  for (const [name, layers] of Object.entries(expected)) {
    it(`reads ${name}`, async () => {
      const checkpoint = await readCheckpoint(sourceOf(name, fixture(`pickle/${name}`)));
      const found = checkpoint.layers.map((layer) => ({
        part: layer.part,
        name: layer.name,
        lists: [layer.gamma, layer.beta, layer.runningMean, layer.runningVar].map((list) => [...(list ?? [])]),
      }));
      assert.deepEqual(found, layers);
      assert.deepEqual(checkpoint.notices, []);
    });
  }

  it("reads numbers and arrays of NumPy as tensors", async () => {
    const { tensors } = await readCheckpoint(sourceOf("scalars.pkl", fixture("pickle/scalars.pkl")));
    const found = await Promise.all(
      tensors.map(async (tensor) => [tensor.name, tensor.dtype, tensor.shape, [...(await tensor.read())]]),
    );
    assert.deepEqual(found, [
      ["lr", "float32", [], [0.5]],
      ["counts", "int64", [2, 3], [0, 1, 2, 3, 4, 5]],
      ["flag", "bool", [], [1]],
    ]);
  });

  it("reads arrays in Fortran order, and what stands behind joblib's bytes", async () => {
    const { tensors } = await readCheckpoint(sourceOf("plain.joblib", fixture("pickle/plain.joblib")));
    assert.deepEqual([...((await tensors.find(({ name }) => name === "f")?.read()) ?? [])], [0, 1, 2, 3, 4, 5]);
  });
});

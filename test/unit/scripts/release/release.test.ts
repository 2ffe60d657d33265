import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../../scripts/paths.ts";
import { changelogSection } from "../../../../scripts/release/changelog.ts";
import { vsixReadme } from "../../../../scripts/release/vsixReadme.ts";

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly version: string;
  readonly homepage: string;
  readonly qna: string;
  readonly repository: { readonly url: string };
  readonly bugs: { readonly url: string };
  readonly badges: readonly { readonly url: string; readonly href: string }[];
};

describe("changelogSection", () => {
  const changelog = "# Changelog\n\n## 0.2.0\n\n- New\n\n### Numbers\n\nNone.\n\n## 0.1.0\n\n- First\n\n## 0.0.1\n\n";

  it("is the text of one version, its own headings included", () => {
    assert.equal(changelogSection(changelog, "0.2.0"), "- New\n\n### Numbers\n\nNone.\n");
    assert.equal(changelogSection(changelog, "0.1.0"), "- First\n");
  });

  it("refuses a version without a section, and one with an empty section", () => {
    assert.throws(() => changelogSection(changelog, "0.3.0"));
    assert.throws(() => changelogSection(changelog, "0.0.1"));
  });

  it("finds the version that package.json names, and what it says of numbers", () => {
    assert.match(changelogSection(readFileSync(join(root, "CHANGELOG.md"), "utf8"), manifest.version), /numbers/i);
  });
});

describe("vsixReadme", () => {
  const repository = "https://github.com/o/r";

  it("takes pictures from the repository", () => {
    assert.equal(vsixReadme("![A [b]](a.webp)", repository), "![A [b]](a.webp)");
    assert.equal(vsixReadme("![A](media/a.webp)", repository), "![A](https://github.com/o/r/raw/main/media/a.webp)");
  });

  it("leads relative links to the repository, and leaves others", () => {
    assert.equal(vsixReadme("[x](docs/a.md)", repository), "[x](https://github.com/o/r/blob/main/docs/a.md)");
    for (const link of ["[x](https://a.b/c)", "[x](#part)", "[x](mailto:a@b.c)"]) {
      assert.equal(vsixReadme(link, repository), link);
    }
  });

  for (const name of ["README.md", "README.ko.md"]) {
    it(`leaves nothing in ${name} that asks for a file beside it`, () => {
      const text = vsixReadme(readFileSync(join(root, name), "utf8"), repository);
      const targets = [...text.matchAll(/\]\(([^)]{1,200})/g)].map(([, target]) => target);
      assert.ok(targets.length > 2);
      assert.deepEqual(
        targets.filter((target) => !/^(https:|#)/.test(target)),
        [],
      );
    });
  }
});

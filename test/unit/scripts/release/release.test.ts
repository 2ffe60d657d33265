import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
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
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  writeFileSync(join(folder, "a.webp"), "abc");
  const repository = "https://github.com/o/r";

  it("puts pictures into the text", () => {
    assert.equal(vsixReadme("![A [b]](a.webp)", folder, repository), "![A [b]](a.webp)");
    assert.equal(vsixReadme("![A](a.webp)", folder, repository), "![A](data:image/webp;base64,YWJj)");
  });

  it("leads relative links to the repository, and leaves others", () => {
    assert.equal(vsixReadme("[x](docs/a.md)", folder, repository), "[x](https://github.com/o/r/blob/main/docs/a.md)");
    for (const link of ["[x](https://a.b/c)", "[x](#part)", "[x](mailto:a@b.c)"]) {
      assert.equal(vsixReadme(link, folder, repository), link);
    }
  });

  it("refuses what VS Code's page would not show, and a picture that is not there", () => {
    assert.throws(() => vsixReadme("![A](a.svg)", folder, repository));
    assert.throws(() => vsixReadme("![A](b.webp)", folder, repository));
  });

  for (const name of ["README.md", "README.ko.md"]) {
    it(`leaves nothing in ${name} that asks for a file beside it`, () => {
      const text = vsixReadme(readFileSync(join(root, name), "utf8"), root, repository);
      assert.match(text, /!\[[^\]]+\]\(data:image\/webp/);
      const targets = [...text.matchAll(/\]\(([^)]{1,200})/g)].map(([, target]) => target);
      assert.deepEqual(
        targets.filter((target) => !/^(https:|data:|#)/.test(target)),
        [],
      );
    });
  }
});

describe("the addresses of the project", () => {
  it("all are of the repository that package.json names", () => {
    const { repository, homepage, bugs, qna, badges } = manifest;
    const home = repository.url.replace(/\.git$/, "");
    const issueConfig = readFileSync(join(root, ".github/ISSUE_TEMPLATE/config.yml"), "utf8");
    const others = [homepage, bugs.url, qna, ...badges.flatMap(({ url, href }) => [url, href])];
    for (const url of [...others, ...(issueConfig.match(/https:\S+/g) ?? [])]) {
      assert.ok(url.startsWith(home), `${url} of ${home}`);
    }
  });
});

/**
 * What CHANGELOG.md says of a version: the text under its heading, without it.
 * @throws when the version has no section, or an empty one
 * @example changelogSection("# Changelog\n\n## 0.2.0\n\n- New\n\n## 0.1.0\n", "0.2.0") // "- New\n"
 */
export function changelogSection(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((it) => it.split("\n", 1)[0].trim() === version);
  const text = section?.slice(section.indexOf("\n")).trim();
  if (!text) throw new Error(`CHANGELOG.md requires a section "## ${version}" with text`);
  return `${text}\n`;
}

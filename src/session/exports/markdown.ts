import type { ReportSnapshot } from "../../shared/report/report.ts";
import { reportText } from "./reportTable.ts";

/** A report as Markdown: its sentences and the table of features. Nothing of the file's text becomes markup. */
export function reportMarkdown(snapshot: ReportSnapshot): string {
  const { title, lines, header, rows } = reportText(snapshot);
  const row = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  const alignment = `| ${header.map((_, i) => (i === 0 ? "---" : "---:")).join(" | ")} |`;
  return [
    `# ${escapeMarkdown(title)}`,
    ...lines.map((line) => `\n${escapeMarkdown(line)}`),
    "",
    row(header),
    alignment,
    ...rows.map(row),
    "",
  ].join("\n");
}

/** Characters that Markdown (or the HTML in it) would take for markup, as themselves. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]<>#|~]/g, "\\$&");
}

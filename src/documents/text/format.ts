const formats = new Map<string, "json" | "csv">([
  ["json", "json"],
  ["jsonc", "json"],
  ["jsonl", "json"],
  ["csv", "csv"],
  ["tsv", "csv"],
]);

/** Whether a text is JSON or a table: by its language, or by its first character where that tells nothing. */
export function formatOf(text: string, languageId: string): "json" | "csv" {
  return formats.get(languageId) ?? (/^\ufeff?\s*(?:\/\/[^\n]*\n\s*|\/\*.*?\*\/\s*)*[[{]/s.test(text) ? "json" : "csv");
}

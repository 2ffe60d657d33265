import { t } from "@vscode/l10n";

const marker = "\u0001";

/** Gives "Column 1", "Column 2", … from 0 on: the translation is looked up once, however many there are. */
export function columnNamer(): (index: number) => string {
  return namer(t("Column {0}", marker));
}

/** Gives "Feature 1", "Feature 2", … */
export function featureNamer(): (index: number) => string {
  return namer(t("Feature {0}", marker));
}

function namer(template: string): (index: number) => string {
  const [before, after] = template.split(marker);
  return (index) => `${before}${index + 1}${after}`;
}

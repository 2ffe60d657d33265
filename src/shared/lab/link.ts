import { defaultLabSettings, readLabSettings, type LabSettings } from "./settings.ts";

/** What a link to the lab stands for. */
export interface LabLink {
  readonly settings: LabSettings;
  /** Name of the selection that it was made on, "three.csv": rows are never in a link. null for bundled data. */
  readonly dataName: string | null;
}

/**
 * The data's name and the settings that differ from the defaults, as the query of a link:
 * `source=digits&activation=relu&learningRate=0.1`, or `source=selection&data=three.csv`.
 */
export function labQuery(settings: LabSettings, dataName: string): string {
  const { source } = settings;
  const changed = Object.entries(settings).filter(
    ([key, value]) => key !== "source" && value !== defaultLabSettings[key as keyof LabSettings],
  );
  const data: [string, unknown][] = source === "selection" ? [["data", dataName]] : [];
  const entries: [string, unknown][] = [["source", source], ...data, ...changed];
  return new URLSearchParams(entries.map(([key, value]): [string, string] => [key, String(value)])).toString();
}

/** What a query stands for; a setting that it does not name, or names wrongly, is the default. */
export function labLink(query: string): LabLink {
  const given = new URLSearchParams(query);
  const read: unknown = Object.fromEntries(
    [...given].map(([key, text]) => {
      const value: unknown = defaultLabSettings[key as keyof LabSettings];
      const number = Number(text);
      if (typeof value === "number") return [key, text.trim() === "" || Number.isNaN(number) ? undefined : number];
      return [key, typeof value === "boolean" ? text === "true" : text];
    }),
  );
  const settings = readLabSettings(read);
  return { settings, dataName: settings.source === "selection" ? (given.get("data") ?? "") : null };
}

/**
 * The settings of a link for who opens it: without the rows that it was made on they are those of the bundled digits,
 * with a target guessed anew.
 *
 * @param chosenName the selection that is there, null for none
 */
export function openedSettings({ settings, dataName }: LabLink, chosenName: string | null): LabSettings {
  if (dataName === null || dataName === chosenName) return settings;
  const { source, target, predict } = defaultLabSettings;
  return { ...settings, source, target, predict };
}

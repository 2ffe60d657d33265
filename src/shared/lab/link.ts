import { defaultLabSettings, readLabSettings, type LabSettings } from "./settings.ts";

/** The settings that differ from the defaults, as the query of a link: `activation=relu&learningRate=0.1`. */
export function settingsQuery(settings: LabSettings): string {
  const changed = Object.entries(settings).filter(
    ([key, value]) =>
      value !== defaultLabSettings[key as keyof LabSettings] && !(key === "source" && value === "selection"),
  );
  return new URLSearchParams(changed.map(([key, value]): [string, string] => [key, String(value)])).toString();
}

/** The settings that a query stands for; what it does not name, or names wrongly, is the default. */
export function settingsFromQuery(query: string): LabSettings {
  const given: unknown = Object.fromEntries(
    [...new URLSearchParams(query)].map(([key, text]) => {
      const value: unknown = defaultLabSettings[key as keyof LabSettings];
      const number = Number(text);
      if (typeof value === "number") return [key, text.trim() === "" || Number.isNaN(number) ? undefined : number];
      return [key, typeof value === "boolean" ? text === "true" : text];
    }),
  );
  return readLabSettings(given);
}

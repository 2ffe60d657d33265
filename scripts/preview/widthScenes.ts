import type { PreviewInput } from "./pageHost.ts";
import type { Scene } from "./scenes.ts";

/** Widths of a panel: beside an editor with and without the side bar, alone on a small window, and on a usual one. */
const widths = [527, 691, 1000, 1440] as const;

const csv = (name: string, rows: readonly string[]): PreviewInput => ({
  name: `${name}.csv`,
  text: rows.join("\n"),
  languageId: "csv",
});

/** So many rows of a table, the same ones every time. */
function rows(count: number, row: (i: number) => string): string[] {
  return Array.from({ length: count }, (_, i) => row(i));
}

/** A number in −1 … 1 that looks random and is not. */
const wave = (i: number, k: number): number => Math.sin((i + 1) * (k + 1) * 12.9898) * Math.cos(i * 0.7 + k);

/** Tables that break what is made for numbers of a usual size, and one of very different scales, at each width. */
export function widthScenes(sample: (name: string) => string): Scene[] {
  const inputs = [
    csv("tiny", ["charge_c,current_a", ...rows(60, (i) => `${3e-12 + wave(i, 1) * 1.2e-12},${wave(i, 2) * 1e-9}`)]),
    csv("offset", ["timestamp,reading", ...rows(80, (i) => `${1e8 + wave(i, 3) * 2},${20 + wave(i, 4)}`)]),
    csv("odd", ["a,b,c", "1,2,3", "2,Infinity,5", "4,3,94.7", ...rows(40, (i) => `${i % 7},${i % 5},${i % 4}`)]),
    csv("two", ["a,b", ...rows(30, (i) => `${1 + (i % 3 === 0 ? 1 : 0)},${i % 2}`)]),
    { name: "wine.csv", text: sample("wine.csv"), languageId: "csv" } as const,
  ];
  return inputs.flatMap((input) =>
    widths.map((width) => {
      const name = `${input.name.replace(".csv", "")}-dark-${width}`;
      return { name, theme: "dark", width, height: width === 1440 ? 900 : 1300, input } as const;
    }),
  );
}

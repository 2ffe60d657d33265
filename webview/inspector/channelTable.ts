import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import type { InspectedChannel, InspectedLayer } from "../../src/shared/report/inspector.ts";
import { formatCount, formatMeasured, formatParameter } from "../../src/shared/text/numbers.ts";

interface Column {
  readonly sign: string;
  readonly name: string;
  readonly text: (channel: InspectedChannel) => string;
}

/** γ, β and the running statistics of a layer's channels; what the text does not have has no column. */
export function channelTable({ channels, numFeatures }: InspectedLayer): TemplateResult {
  const shown = (format: (value: number) => string, value: number | null): string =>
    value === null ? "–" : format(value);
  const all: readonly (Column & { readonly part: keyof InspectedChannel })[] = [
    { part: "gamma", sign: "γ", name: "γ", text: ({ gamma }) => shown(formatParameter, gamma) },
    { part: "beta", sign: "β", name: "β", text: ({ beta }) => shown(formatParameter, beta) },
    { part: "runningMean", sign: "μ", name: t("running mean"), text: (c) => shown(formatMeasured, c.runningMean) },
    { part: "runningVar", sign: "σ²", name: t("running variance"), text: (c) => shown(formatMeasured, c.runningVar) },
  ];
  const columns = all.filter(({ part }) => channels.some((channel) => channel[part] !== null));
  const more = numFeatures - channels.length;
  return html`
    <table class="features">
      <caption class="sr">
        ${t("Channels")}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t("channel")}</th>
          ${columns.map(({ sign, name }) => html`<td title=${name}>${sign}</td>`)}
        </tr>
      </thead>
      <tbody>
        ${channels.map(
          (channel, c) =>
            html`<tr>
              <th scope="row">${c + 1}</th>
              ${columns.map(({ text }) => html`<td>${text(channel)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
    ${more > 0 ? html`<p class="small secondary">${t("and {0} more", formatCount(more))}</p>` : nothing}
  `;
}

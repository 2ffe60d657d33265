import { css, html, type TemplateResult } from "lit";
import { icon, type IconName } from "./icons.ts";

/** Something that can be done about what a banner says. */
export interface BannerAction {
  readonly label: string;
  readonly run: () => void;
}

export const bannerStyles = css`
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 14px;
    min-height: 34px;
    padding: 6px 20px;
    border-bottom: 1px solid var(--rule-color);
  }
  .text {
    display: flex;
    gap: 8px;
    flex: 1 1 220px;
    min-width: 0;
    overflow-wrap: anywhere;
  }
`;

/** A line above the head of a page: what is wrong or under way, and what can be done about it. */
export function bannerLine(
  name: IconName,
  text: string,
  role: "status" | "alert" | "group",
  actions: readonly BannerAction[],
): TemplateResult {
  return html`<div class="line" role=${role}>
    <span class="text">${icon(name, { severity: true })}<span>${text}</span></span>
    ${actions.map(({ label, run }) => html`<button class="link" @click=${run}>${label}</button>`)}
  </div>`;
}

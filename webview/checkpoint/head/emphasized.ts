import { html, type TemplateResult } from "lit";

/** A sentence in which names between two asterisks are strong. */
export function emphasized(text: string): TemplateResult {
  return html`${text.split("**").map((part, i) => (i % 2 === 1 ? html`<strong>${part}</strong>` : part))}`;
}

/** The same sentence as it is read aloud. */
export function spoken(text: string): string {
  return text.replaceAll("**", "");
}

import { ThemeColor, ThemeIcon } from "vscode";
import type { Finding, Severity } from "../../session/doctor/index.ts";

const colors: Readonly<Record<Severity, string>> = {
  error: "problemsErrorIcon.foreground",
  warning: "problemsWarningIcon.foreground",
  info: "problemsInfoIcon.foreground",
};

/** A finding in one line: its rule, and the numbers that prove it. */
export function findingText({ rule, evidence }: Finding): string {
  return `${rule}: ${evidence}`;
}

/** The icon of the worst of some findings. */
export function findingIcon(findings: readonly Finding[]): ThemeIcon {
  const has = (severity: Severity): boolean => findings.some((finding) => finding.severity === severity);
  const worst = has("error") ? "error" : has("warning") ? "warning" : "info";
  return new ThemeIcon(worst, new ThemeColor(colors[worst]));
}

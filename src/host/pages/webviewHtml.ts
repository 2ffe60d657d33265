import { env, l10n, Uri, type Webview } from "vscode";

/** The modules of every page, which scripts/build.ts puts here: what its script needs first, and what it loads later. */
declare const pagePreloads: Readonly<
  Record<string, { readonly first: readonly string[]; readonly later: readonly string[] }>
>;

/** The page `dist/webview/<page>.js` with its stylesheet, in the root element `<tag>`. Nothing else may run or load. */
export function webviewHtml(webview: Webview, extensionUri: Uri, page: string, tag: string): string {
  const nonce = crypto.randomUUID();
  const asset = (file: string): string =>
    webview.asWebviewUri(Uri.joinPath(extensionUri, "dist", "webview", file)).toString();
  const policy = [
    // Whatever is not named below is refused: no network, no frames, no inline scripts.
    "default-src 'none'",
    // Our bundle, named by the nonce below.
    `script-src 'nonce-${nonce}'`,
    // Our stylesheet. Components bring theirs as constructed sheets, which need no permission.
    `style-src ${webview.cspSource}`,
    // The codicon font, which stands in our stylesheet.
    "font-src data:",
    // Charts that are copied or saved as pictures.
    "img-src blob: data:",
  ].join("; ");
  // VS Code answers every request by way of a service worker and its window: one after the other they would take long.
  const preload = (file: string, priority: "high" | "low"): string =>
    `<link rel="modulepreload" nonce="${nonce}" fetchpriority="${priority}" href="${asset(file)}">`;
  const { first, later } = pagePreloads[page];
  return `<!DOCTYPE html>
<html lang="${l10n.bundle === undefined ? "en" : env.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${asset(`${page}.css`)}">
${[`${page}.js`, ...first].map((file) => preload(file, "high")).join("\n")}
</head>
<body>
<${tag}></${tag}>
<script type="module" nonce="${nonce}" src="${asset(`${page}.js`)}"></script>
${later.map((file) => preload(file, "low")).join("\n")}
</body>
</html>`;
}

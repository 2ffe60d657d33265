import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { root } from "../paths.ts";

interface Theme {
  /** Classes of the webview's body. */
  readonly bodyClass: string;
  /** CSS variables, as VS Code puts them on the webview's root element. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The pages under webview/ that pictures are taken of. */
export type PageName = "report" | "checkpoint" | "compare" | "lab";

export type ThemeName = "dark" | "light" | "highContrast" | "highContrastLight";

/** The variables of VS Code's four default themes that our pages use. */
export const themes = JSON.parse(readFileSync(join(import.meta.dirname, "themes.json"), "utf8")) as Record<
  ThemeName,
  Theme
>;

const types: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css" };

/** Serves a built page as the host would: same markup, same content security policy, a theme's variables. */
export async function servePage(): Promise<{ server: Server; url: (theme: ThemeName, page: PageName) => string }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const [, page, name] = pathname.split("/");
    const theme = themes[name as ThemeName] as Theme | undefined;
    if (theme !== undefined) {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.setHeader("Content-Security-Policy", policy);
      response.end(markup(theme, page));
      return;
    }
    const extension = pathname.split(".").at(-1) ?? "";
    if (pathname === "/theme.css") {
      response.setHeader("Content-Type", "text/css");
      response.end("");
    } else if (extension in types) {
      response.setHeader("Content-Type", types[extension]);
      response.end(readFileSync(join(root, "dist", "webview", pathname)));
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { server, url: (theme, page) => `http://127.0.0.1:${port}/${page}/${theme}` };
}

/** That of `src/host/pages/webviewHtml.ts`, and an inline style for the theme, which VS Code sets from outside. */
const policy =
  "default-src 'none'; script-src 'nonce-preview'; style-src 'self' 'nonce-theme'; font-src data:; img-src data: blob:";

function markup({ bodyClass, variables }: Theme, page: string): string {
  const declarations = Object.entries(variables).map(([name, value]) => `${name}: ${value};`);
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<style nonce="theme">html { ${declarations.join(" ")} }</style>
<link rel="stylesheet" href="/${page}.css"></head>
<body class="${bodyClass}"><bn-${page}></bn-${page}><script type="module" nonce="preview" src="/${page}.js"></script></body></html>`;
}

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Metafile } from "esbuild";
import { host, pages, web, webReaders } from "../../../scripts/bundles.ts";
import { root } from "../../../scripts/paths.ts";

/** What makes a request, in Node and in a browser, called by its own name and not as a method of ours. */
const requests =
  /\b(XMLHttpRequest|WebSocket|EventSource|sendBeacon|RTCPeerConnection|WebTransport|importScripts)\b|(?<![.#\w]|async )\bfetch\(/g;

/** Modules of Node that are there in the VSIX: none that reaches a network or starts a process. */
const modules = ["fs", "fs/promises", "module", "os", "path", "worker_threads"];

describe("what is shipped", () => {
  let files: Metafile["inputs"];
  const imported = new Set<string>();
  before(async () => {
    files = {};
    for (const options of [host, pages, web, webReaders]) {
      const define = { pagePreloads: "{}" };
      const { metafile } = await build({ ...options, define, write: false, metafile: true, logLevel: "error" });
      Object.assign(files, metafile.inputs);
      for (const { imports } of Object.values(metafile.outputs)) {
        for (const { path, external } of imports) if (external === true) imported.add(path.replace(/^node:/, ""));
      }
    }
  });

  it("imports no module of Node that reaches a network or starts a process", () => {
    const others = [...imported].filter((name) => !name.startsWith("./") && name !== "vscode");
    assert.deepEqual(
      others.filter((name) => !modules.includes(name)),
      [],
    );
    assert.ok(others.includes("worker_threads"));
  });

  it("names what makes a request only where translations or our own readers would be loaded", () => {
    const found = Object.keys(files)
      .filter((path) => !path.includes(":"))
      .flatMap((path) =>
        [...readFileSync(join(root, path), "utf8").matchAll(requests)].map(([it]) => `${path}: ${it}`),
      );
    assert.deepEqual([...new Set(found)].sort(), [
      "node_modules/@vscode/l10n/dist/browser.js: fetch(",
      "node_modules/@vscode/l10n/dist/main.js: fetch(",
      "src/worker/main.web.ts: importScripts",
    ]);
  });

  it("gives translations as texts, never as an address to load", () => {
    const calls = Object.keys(files)
      .filter((path) => /^(src|webview)\//.test(path))
      .flatMap((path) =>
        [...readFileSync(join(root, path), "utf8").matchAll(/\bconfig\((.{12})/g)].map(([, it]) => it),
      );
    assert.ok(calls.length > 0);
    for (const call of calls) assert.match(call, /^\{ contents: /);
  });
});

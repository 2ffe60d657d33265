import { join } from "node:path";
import { build } from "esbuild";

export interface Scripts {
  readonly read: string;
  readonly host: string;
  readonly worker: string;
  readonly scan: string;
}

/** What the VSIX holds: bundles, not sources that Node has to strip of their types first. */
export async function bundle(folder: string): Promise<Scripts> {
  const root = join(import.meta.dirname, "../..");
  await build({
    entryPoints: {
      read: join(root, "bench/files/readFile.ts"),
      host: join(root, "bench/files/hostFile.ts"),
      worker: join(root, "src/worker/main.ts"),
      scan: join(root, "src/worker/files/scan/scanThread.ts"),
    },
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
  });
  const [read, host, worker, scan] = ["read", "host", "worker", "scan"].map((name) => join(folder, `${name}.cjs`));
  return { read, host, worker, scan };
}

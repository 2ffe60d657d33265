import { t } from "@vscode/l10n";
import type { LayerFacts } from "../layersOf.ts";
import type { FoundModule } from "../pickle/search/findTensors.ts";
import type { CheckpointNotice } from "../types.ts";
import type { ZipArchive } from "../zip/index.ts";

const maximumCode = 4_194_304;
/** Characters that are searched for all classes together. */
const maximumSearched = 33_554_432;

type CodeFacts = Pick<LayerFacts, "eps" | "momentum" | "training">;

/**
 * What the code beside a TorchScript module says of its batch norm layers: eps and momentum stand there and nowhere else. The code
 * is searched as text.
 */
export async function scriptFacts(
  modules: readonly FoundModule[],
  archive: ZipArchive,
  root: string,
): Promise<LayerFacts[]> {
  const byClass = new Map<string, CodeFacts>();
  const facts: LayerFacts[] = [];
  let charactersLeft = maximumSearched;
  for (const { record, facts: own } of modules) {
    let fromCode = byClass.get(record.className);
    if (fromCode === undefined) {
      const { path, className } = placeOfCode(record.className);
      const code = charactersLeft > 0 ? await codeOf(archive, `${root}code/${path}.py`) : "";
      charactersLeft -= code.length;
      fromCode = readClass(code, className);
      byClass.set(record.className, fromCode);
    }
    facts.push({ ...own, ...fromCode, training: own.training ?? fromCode.training });
  }
  return facts;
}

/** "__torch__.a.b.Class" → "__torch__/a/b" and "Class": a mangled name has a file of its own. */
function placeOfCode(qualified: string): { path: string; className: string } {
  const cut = qualified.lastIndexOf(".");
  return { path: qualified.slice(0, Math.max(cut, 0)).replaceAll(".", "/"), className: qualified.slice(cut + 1) };
}

async function codeOf(archive: ZipArchive, name: string): Promise<string> {
  const entry = archive.find(name);
  return entry === null ? "" : new TextDecoder().decode(await archive.read(entry, maximumCode));
}

/**
 * What the code of a class says: `eps : Final[float] = 1e-05` where it was scripted, the arguments of `torch.batch_norm` where it
 * was traced. A momentum of None was traced to 0.
 *
 * @example
 * readClass("class BatchNorm2d(Module):\n  eps : Final[float] = 0.001\n", "BatchNorm2d") // { eps: 0.001 }
 */
export function readClass(code: string, className: string): CodeFacts {
  const body = code.split(/^class /m).find((part) => part.startsWith(`${className}(`)) ?? "";
  const eps = /^\s*eps\s*:\s*Final\[float\]\s*=\s*(\S+)/m.exec(body)?.[1];
  const momentum = /^\s*momentum\s*:\s*Final\[\w+\]\s*=\s*(\S+)/m.exec(body)?.[1];
  if (eps !== undefined) return { eps: numberOf(eps), momentum: momentum === "None" ? null : numberOf(momentum) };
  // PyTorch before 1.7: input, running_mean, running_var, weight, bias, training, momentum, eps
  const older = /functional\.batch_norm\(([^()]*)\)/.exec(body)?.[1].split(",");
  if (older !== undefined) return { eps: numberOf(older[7]?.trim()) };
  // input, weight, bias, running_mean, running_var, training, momentum, eps, cudnn
  const call = /torch\.batch_norm\(([^()]*)\)/
    .exec(body)?.[1]
    .split(",")
    .map((argument) => argument.trim());
  if (call?.length !== 9) return {};
  const training = call[5] === "True" ? true : call[5] === "False" ? false : undefined;
  return { training, momentum: numberOf(call[6]), eps: numberOf(call[7]) };
}

function numberOf(text: string | undefined): number | undefined {
  const value = text === undefined || text === "" ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** A frozen network has swallowed its batch norm layers: that is to be said. */
export function frozenNotice(): CheckpointNotice {
  const message = t(
    "this TorchScript network is frozen: torch.jit.freeze has folded its batch norm layers into the convolutions, and the others are constants without names",
  );
  return { code: "FROZEN", severity: "info", message };
}

import { t } from "@vscode/l10n";
import type { CheckpointNotice } from "../types.ts";

/** Modules whose functions no checkpoint needs. What a pickle calls of them, loading it in Python would run. */
const dangerousModules = new RegExp(
  "^(?:os|nt|posix|posixpath|ntpath|subprocess|sys|shutil|socket|pty|commands|ctypes|runpy|importlib|imp|pkgutil|code|codeop|" +
    "marshal|pickle|_pickle|cPickle|dill|cloudpickle|webbrowser|urllib|urllib2|http|httplib|ftplib|smtplib|requests|aiohttp|" +
    "asyncio|multiprocessing|threading|signal|tempfile|pathlib|glob|io|_io|platform|pip|pydoc|pdb|bdb|timeit|profile|cProfile|" +
    "trace|doctest|idlelib|lib2to3|ensurepip|venv|distutils|setuptools|types|inspect|gc|functools|operator|_operator|" +
    "torch\\.(?:hub|package|utils|fx|_dynamo|_inductor|distributed|jit\\.unsupported_tensor_ops|storage|serialization)|" +
    "numpy\\.(?:testing|f2py|distutils)|builtins|__builtin__|__builtins__)(?:\\.|$)",
);
/** Parts of these modules that sound checkpoints have. */
const harmlessCalls = new Set([
  "builtins.slice",
  "builtins.range",
  "builtins.complex",
  "builtins.object",
  "builtins.int",
  "builtins.float",
  "builtins.str",
  "builtins.bool",
  "__builtin__.slice",
  "__builtin__.xrange",
  "__builtin__.complex",
  "__builtin__.object",
  "__builtin__.long",
  "functools.partial",
  "operator.attrgetter",
  "operator.itemgetter",
  "operator.methodcaller",
  "types.SimpleNamespace",
  "pathlib.Path",
  "pathlib.PosixPath",
  "pathlib.WindowsPath",
  "pathlib.PurePosixPath",
  "torch.serialization._get_layout",
  "torch.storage._load_from_bytes",
]);
const namesShown = 5;

/** A warning of the names that loading the file in Python would call, among those that no checkpoint needs; none: nothing. */
export function callNotices(unknownCalls: ReadonlySet<string>): CheckpointNotice[] {
  const names = [...unknownCalls].filter((name) => dangerousModules.test(name) && !harmlessCalls.has(name));
  if (names.length === 0) return [];
  const shown = names.slice(0, namesShown).join(", ");
  const message = t("loading this file in Python would call {0}: nothing of it was run here", shown);
  return [{ code: "RUNS_CODE", severity: "warning", message }];
}

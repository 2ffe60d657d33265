import { t } from "@vscode/l10n";
import type { CheckpointNotice } from "../types.ts";

/** Modules whose functions no checkpoint needs. What a pickle calls of them, loading it in Python would run. */
const dangerousModules = new RegExp(
  "^(?:os|nt|posix|posixpath|ntpath|subprocess|sys|shutil|socket|pty|commands|ctypes|runpy|importlib|imp|pkgutil|code|codeop|" +
    "marshal|pickle|_pickle|cPickle|dill|cloudpickle|webbrowser|urllib|urllib2|http|httplib|ftplib|smtplib|requests|aiohttp|" +
    "asyncio|multiprocessing|signal|pip|pydoc|pdb|bdb|timeit|profile|cProfile|trace|doctest|idlelib|lib2to3|ensurepip|venv|" +
    "distutils|setuptools|torch\\.(?:hub|package|_dynamo|_inductor|fx\\.experimental|jit\\.unsupported_tensor_ops|" +
    "utils\\.(?:_config_module|collect_env|bottleneck|cpp_extension))|numpy\\.(?:testing|f2py|distutils)|" +
    "builtins|__builtin__|__builtins__)\\.",
);
/** Builtins that make values and do nothing else. */
const harmlessCalls =
  /^(?:builtins|__builtin__)\.(?:slice|range|xrange|complex|object|int|long|float|str|unicode|bool|type)$/;
const namesShown = 5;

/** A warning of the names that loading the file in Python would call, among those that no checkpoint needs; none: nothing. */
export function callNotices(unknownCalls: ReadonlySet<string>): CheckpointNotice[] {
  const names = [...unknownCalls].filter((name) => dangerousModules.test(name) && !harmlessCalls.test(name));
  if (names.length === 0) return [];
  const shown = names.slice(0, namesShown).join(", ");
  const message = t("loading this file in Python would call {0}: nothing of it was run here", shown);
  return [{ code: "RUNS_CODE", severity: "warning", message }];
}

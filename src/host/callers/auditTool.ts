import * as vscode from "vscode";
import { l10n, type Disposable } from "vscode";
import { auditAnswer } from "../../session/checkpoint/auditAnswer.ts";
import type { Compute } from "../../session/compute/compute.ts";
import { readCheckpoint } from "../checkpoint/readCheckpoint.ts";
import { hasTools, inputFailure, locate, type ToolApi } from "./languageModelTool.ts";

/** Offers the audit of a checkpoint to language models, where this VS Code can. */
export function registerAuditTool(createCompute: () => Compute): Disposable {
  const { lm, LanguageModelToolResult, LanguageModelTextPart } = vscode as unknown as ToolApi;
  if (!hasTools(vscode.version)) return new vscode.Disposable(() => undefined);
  return lm.registerTool("audit_checkpoint", {
    prepareInvocation: ({ input }) => {
      const { file } = parseInput(input);
      return {
        invocationMessage: l10n.t("Reading the batch norm layers of {0}", file),
        confirmationMessages: {
          title: l10n.t("Audit Checkpoint"),
          message: l10n.t(
            "Read {0} and give a summary of its batch norm layers (no single weights) and the doctor's findings to the language model?",
            file,
          ),
        },
      };
    },
    invoke: async ({ input }, token) => {
      const { file, part } = parseInput(input);
      const uri = await locate(file);
      const answer = await readCheckpoint(
        createCompute,
        uri,
        part,
        ({ snapshot }) => (snapshot === null ? {} : auditAnswer(snapshot)),
        token,
      );
      return new LanguageModelToolResult([new LanguageModelTextPart(JSON.stringify(answer, null, 1))]);
    },
  });
}

/** A language model wrote it: nothing is taken on trust. */
function parseInput(input: unknown): { readonly file: string; readonly part: string | undefined } {
  const { file, part } = Object(input) as Record<string, unknown>;
  if (typeof file !== "string" || file === "") {
    throw inputFailure(
      l10n.t("file requires a path or a URI, got {0}", file === undefined ? "undefined" : JSON.stringify(file)),
    );
  }
  return { file, part: typeof part === "string" ? part : undefined };
}

import assert from "node:assert/strict";
import * as vscode from "vscode";
import { extensions, Uri, workspace } from "vscode";
import { closeAll, show } from "./show.ts";

interface Answer {
  readonly shape: readonly number[];
  readonly features: readonly { name: string; mean: number; variance: number }[];
  readonly featuresNotShown: number;
  readonly findings: readonly { rule: string; feature: string | null; evidence: string; advice: string }[];
  readonly notices: readonly { code: string; message: string }[];
}

/** What VS Code has for tools since 1.95; the types are those of 1.91. */
interface ToolApi {
  readonly lm: {
    readonly tools?: readonly { name: string; inputSchema?: { required?: string[] } }[];
    readonly invokeTool?: (name: string, options: object) => Thenable<{ content: { value: string }[] }>;
  };
}

const { lm } = vscode as unknown as ToolApi;

async function analyze(input: object): Promise<Answer> {
  const result = await lm.invokeTool?.("analyze_batch_norm", { input, toolInvocationToken: undefined });
  assert.ok(result);
  return JSON.parse(result.content[0].value) as Answer;
}

// VS Code 1.91, in which the same suite runs for the Web, has no tools.
if (lm.invokeTool !== undefined) {
  describe("the tool for language models", () => {
    afterEach(closeAll);

    it("is there, and requires a file", () => {
      const tool = lm.tools?.find(({ name }) => name === "analyze_batch_norm");
      assert.deepEqual(tool?.inputSchema?.required, ["file"]);
    });

    it("gives the summary of a file of the workspace", async () => {
      const { shape, features, notices } = await analyze({ file: "iris.csv" });
      assert.deepEqual(shape, [150, 4]);
      assert.equal(features[0].name, "sepal_length");
      assert.ok(Math.abs(features[0].mean - 5.84333333) < 1e-8);
      assert.ok(Math.abs(features[0].variance - 0.68112222) < 1e-8);
      assert.ok(notices.some(({ message }) => message.includes("species")));
    });

    it("gives the doctor's findings with their advice, about unsaved text too", async () => {
      const document = await show("a,b\n1,5\n2,5\n3,5\n4,5\n", "csv");
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(5, 0), "5,5\n");
      await workspace.applyEdit(edit);
      const { shape, findings } = await analyze({ file: document.uri.toString() });
      assert.deepEqual(shape, [5, 2]);
      const [constant] = findings.filter(({ rule }) => rule === "BN001");
      assert.deepEqual([constant.feature, constant.evidence], ["b", "all 5 values are 5"]);
      assert.match(constant.advice, /nothing to normalize/);
    });

    it("takes lines, features and options, and a path from the root", async () => {
      const document = await show("a,b\n1,5\n2,6\n3,9\n4,5\n", "csv");
      const { fsPath } = document.uri;
      const input = { file: fsPath, lines: { first: 2, last: 3 }, features: ["b"], options: { eps: 0 } };
      const { shape, features } = await analyze(input);
      assert.deepEqual(shape, [2, 2]);
      assert.deepEqual(
        features.map(({ name, mean }) => [name, mean]),
        [["b", 5.5]],
      );
    });

    it("says why train() and eval() disagree from two file names", async () => {
      const rows = Array.from({ length: 60 }, (_, n) => [Math.sin(n), Math.cos(n)]);
      const data = await show(JSON.stringify(rows), "json");
      const layer = await show('{ "net.bn.running_mean": [0, 40], "net.bn.running_var": [0.5, 0.5] }', "json");
      const answer = await analyze({ file: data.uri.toString(), layer: { file: layer.uri.toString(), path: "bn" } });
      const { trainAgainstEval, findings } = answer as Answer & { trainAgainstEval: { answer: string } };
      assert.match(trainAgainstEval.answer, /disagree because of Feature 2 · \[1\]/);
      assert.equal(findings[0].rule, "BN011");
    });

    const rejections: [string, object, RegExp][] = [
      ["no file", {}, /file requires a path or a URI, got undefined/],
      ["a file that is not there", { file: "none.csv" }, /Cannot open none\.csv/],
      ["lines that are none", { file: "iris.csv", lines: { first: 3, last: 2 } }, /lines requires/],
      ["a feature that is not there", { file: "iris.csv", features: ["x"] }, /sepal_length.*got x/],
      ["an unknown input", { file: "iris.csv", layers: "x" }, /unknown input layers; known are .*layer, compareWith/],
      ["a layer that is none", { file: "iris.csv", layer: { path: "bn" } }, /layer requires/],
      ["an unknown option", { file: "iris.csv", options: { epsilon: 1 } }, /unknown option epsilon/],
    ];
    for (const [what, input, message] of rejections) {
      it(`rejects ${what} and says so`, async () => {
        await assert.rejects(analyze(input), message);
      });
    }

    it("answers with text only, so that no value of the file but extremes leaves", async () => {
      const [folder] = workspace.workspaceFolders ?? [];
      const uri = Uri.joinPath(folder.uri, "iris.csv");
      const answer = await analyze({ file: uri.toString() });
      assert.equal("output" in answer, false);
      assert.ok(extensions.getExtension("batchnorm-lens.batchnorm-lens")?.isActive);
    });
  });
}

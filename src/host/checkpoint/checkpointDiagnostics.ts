import { Diagnostic, DiagnosticSeverity, languages, Range, type Disposable, type Uri } from "vscode";
import type { CheckpointSnapshot, LayerFinding } from "../../shared/checkpoint/snapshot.ts";

/** So many findings are listed: behind hundreds of layers there is one cause. */
const mostFindings = 100;

const severities: Readonly<Record<LayerFinding["severity"], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** The findings of open checkpoints in the Problems panel. A binary file has no places: the layer's name says where. */
export class CheckpointDiagnostics implements Disposable {
  readonly #collection = languages.createDiagnosticCollection("batchNorm.checkpoint");

  show(uri: Uri, { layers }: CheckpointSnapshot): void {
    const found = layers.flatMap(({ name, findings }) => findings.map((finding) => diagnostic(name, finding)));
    this.#collection.set(uri, found.slice(0, mostFindings));
  }

  clear(uri: Uri): void {
    this.#collection.delete(uri);
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

function diagnostic(layer: string, { rule, severity, evidence }: LayerFinding): Diagnostic {
  const result = new Diagnostic(new Range(0, 0, 0, 0), `${layer}: ${evidence}`, severities[severity]);
  result.source = "BatchNorm Lens";
  result.code = rule;
  return result;
}

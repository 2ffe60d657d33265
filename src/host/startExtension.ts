import { config } from "@vscode/l10n";
import { commands, l10n, window, type ExtensionContext, type Uri } from "vscode";
import { createApi, type Api } from "./callers/api.ts";
import { registerAuditTool } from "./callers/auditTool.ts";
import { examineWithSettings } from "./checkpoint/examine.ts";
import { createPutOnData } from "./checkpoint/putOnData.ts";
import { startCheckpoints } from "./checkpoint/startCheckpoints.ts";
import { checkLayerWithData } from "./commands/checkLayer.ts";
import { copyStatisticsQuery } from "./commands/copyStatisticsQuery.ts";
import { compareFiles, compareSelectedFiles } from "./commands/compareFiles.ts";
import { DoctorDiagnostics } from "./report/doctorDiagnostics.ts";
import { startEditorFeatures } from "./startEditorFeatures.ts";
import { ErrorReporter } from "./errorReporter.ts";
import { tellOldVersion } from "./oldVersion.ts";
import { registerExportReport } from "./commands/exportReport.ts";
import { foldLayer } from "./commands/foldLayer.ts";
import { InputDiagnostics } from "./report/inputDiagnostics.ts";
import { registerLanguageModelTool } from "./callers/languageModelTool.ts";
import { learnParameters } from "./commands/learnParameters.ts";
import { LoadParameters } from "./commands/loadParameters.ts";
import { loadStatistics } from "./commands/loadStatistics.ts";
import { exportNormalizedFile } from "./commands/exportNormalizedFile.ts";
import { NormalizeFile } from "./commands/normalizeFile.ts";
import { startLab } from "./lab/startLab.ts";
import { NormalizeSelection } from "./commands/normalizeSelection.ts";
import { registerNormalizedCommands } from "./commands/writeNormalized.ts";
import type { ReportServices } from "./report/report.ts";
import { reportViewType } from "./report/reportPanel.ts";
import { ReportMemory } from "./report/reportMemory.ts";
import { registerReportCommands } from "./report/reportCommands.ts";
import { Reports } from "./report/reports.ts";
import { openSample, trySample } from "./commands/samples.ts";
import { Deeds } from "./commands/walkthrough.ts";
import { followSettings } from "./report/settingsFollower.ts";
import { MessageCompute, type StartThread } from "../session/compute/messageCompute.ts";
import type { Compute } from "../session/compute/compute.ts";

/** What differs between the desktop and the browser. */
export interface Platform {
  /** Starts computing threads, with the translations of the messages that they may write. */
  threads(extensionUri: Uri, strings: Strings): StartThread;
}

/** Translations, English → display language; null for English. */
export type Strings = Readonly<Record<string, string>> | null;

/** The samples that the empty report page links to. */
const pageSamples = { openIris: "iris.csv", openActivations: "activations.json" } as const;

/** Makes the parts of the extension and registers them. Nothing is computed until a command or a panel asks for it. */
export function startExtension(context: ExtensionContext, platform: Platform): Api {
  const strings = l10n.bundle ?? null;
  if (strings !== null) config({ contents: strings });

  const log = window.createOutputChannel("BatchNorm Lens", { log: true });
  tellOldVersion(context, log);
  const startThread = platform.threads(context.extensionUri, strings);
  const createCompute = (): Compute => new MessageCompute(startThread);

  const diagnostics = new InputDiagnostics(createCompute);
  const errors = new ErrorReporter(log);
  const deeds = new Deeds();
  const services: ReportServices = {
    extensionUri: context.extensionUri,
    createCompute,
    strings,
    showLog: () => {
      log.show();
    },
    logFailure: (failure) => {
      errors.log(failure);
    },
    affineChanged: () => {
      deeds.add("changeAffine");
    },
    runPageCommand: async (command) => {
      const isSample = command === "openIris" || command === "openActivations";
      if (isSample) await openSample(context, pageSamples[command]);
      await commands.executeCommand(`batchNorm.${isSample ? "normalizeSelection" : command}`);
    },
  };
  const reports = new Reports(services, new ReportMemory(context.workspaceState));
  reports.onDidChange(() => {
    const { current } = reports;
    const snapshot = current?.session.snapshot ?? null;
    // What the report's menu offers depends on it.
    void commands.executeCommand("setContext", "batchNorm.reportHolds", snapshot && (snapshot.source.kind ?? "text"));
    void commands.executeCommand("setContext", "batchNorm.isReportPinned", current?.isPinned === true);
    if (snapshot !== null) deeds.add("normalize");
    if (snapshot?.layer !== undefined) deeds.add("loadLayer");
  });
  const doctor = new DoctorDiagnostics(reports, errors);
  const loadParameters = new LoadParameters({
    reports,
    errors,
    createCompute,
    normalizeSelection: () => normalizeSelection.run(undefined),
  });
  const normalizeSelection = new NormalizeSelection(reports, errors, diagnostics, createCompute);
  const normalizeFile = new NormalizeFile(reports, errors, createCompute);

  const compareServices = { reports, errors, normalizeSelection: () => normalizeSelection.run(undefined) };

  const checkpoints = startCheckpoints({
    extensionUri: context.extensionUri,
    createCompute,
    strings,
    examine: examineWithSettings,
    putOnData: createPutOnData({
      ...{ reports, errors },
      normalizeSelection: (argument) => normalizeSelection.run(argument),
      normalizeFile: (argument) => normalizeFile.run(argument),
    }),
    showLog: services.showLog,
    logError: (error) => {
      errors.log(error);
    },
    reportFailure: (failure) => {
      errors.report(failure, undefined);
    },
  });

  context.subscriptions.push(
    log,
    checkpoints,
    diagnostics,
    doctor,
    reports,
    commands.registerCommand("batchNorm.normalizeSelection", (argument: unknown) => normalizeSelection.run(argument)),
    // A command that rejects makes the palette show a dialog of its own. People have seen our notification already.
    commands.registerCommand("batchNorm.normalizeSelectionFromPalette", () =>
      normalizeSelection.runOrAsk().catch(() => undefined),
    ),
    ...registerNormalizedCommands({ reports, normalizeSelection, errors }),
    registerExportReport(reports, errors),
    ...registerReportCommands({ reports, errors, normalizeInNew: () => normalizeSelection.runOrAsk({ inNew: true }) }),
    commands.registerCommand("batchNorm.normalizeFile", (argument: unknown) => normalizeFile.run(argument)),
    commands.registerCommand("batchNorm.exportNormalizedFile", () => exportNormalizedFile(reports, errors)),
    commands.registerCommand("batchNorm.normalizeFileFromMenu", (argument: unknown) =>
      normalizeFile.runFromMenu(argument).catch(() => undefined),
    ),
    commands.registerCommand("batchNorm.copyStatisticsQuery", () => copyStatisticsQuery(reports, errors)),
    commands.registerCommand("batchNorm.loadStatistics", (argument: unknown) =>
      loadStatistics(reports, errors, argument),
    ),
    commands.registerCommand("batchNorm.trySample", (name: unknown, layer: unknown) =>
      trySample(context, name, layer).catch(() => undefined),
    ),
    startLab(context, { createCompute, strings, log, errors }),
    startEditorFeatures(context, { createCompute, reports, normalizeSelection, errors, strings }),
    followSettings(reports, errors),
    registerLanguageModelTool(createCompute),
    registerAuditTool(createCompute),
    commands.registerCommand("batchNorm.learnParameters", () =>
      learnParameters(reports, () => normalizeSelection.run(undefined)),
    ),
    commands.registerCommand("batchNorm.compareFiles", (argument: unknown) => compareFiles(compareServices, argument)),
    commands.registerCommand("batchNorm.compareSelectedFiles", (_clicked: unknown, selected: unknown) =>
      compareSelectedFiles(compareServices, selected),
    ),
    commands.registerCommand("batchNorm.checkLayer", (argument: unknown) =>
      checkLayerWithData({ reports, errors, normalizeSelection: () => normalizeSelection.run(undefined) }, argument),
    ),
    commands.registerCommand("batchNorm.foldLayer", () =>
      foldLayer(reports, errors, () => normalizeSelection.run(undefined)),
    ),
    commands.registerCommand("batchNorm.loadParameters", (argument: unknown) => loadParameters.run(argument)),
    window.registerWebviewPanelSerializer(reportViewType, reports),
  );
  return createApi(createCompute);
}

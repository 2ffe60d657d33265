import { t } from "@vscode/l10n";
import type { PresetName, ReportOptions } from "../../../../../src/shared/options.ts";

/** One setting of a switch, and how each framework is brought to it. */
export interface SwitchSetting {
  readonly setting: string;
  /** Whether the report is in it now. */
  readonly isNow: boolean;
  readonly code: Readonly<Record<PresetName, string>>;
}

/** One of the three switches behind "training" and "evaluation". */
export interface LayerSwitch {
  readonly question: string;
  readonly settings: readonly [SwitchSetting, SwitchSetting];
}

/**
 * What training and evaluation set together, taken apart.
 *
 * **Source**: PyTorch's `_BatchNorm.forward` and `functional.batch_norm`; Keras 3's `BatchNormalization.call`; ONNX'
 * operator BatchNormalization since 14 and ONNX Runtime's `generate_artifacts`; TensorFlow.js' `BatchNormalization.call`.
 */
export function layerSwitches({ mode }: ReportOptions): LayerSwitch[] {
  const isTraining = mode === "train";
  return [
    {
      question: t("Which statistics normalize?"),
      settings: [
        {
          setting: t("the batch's own"),
          isNow: isTraining,
          code: {
            pytorch: "layer.train()",
            keras: "layer(x, training=True)",
            onnx: "training_mode=1",
            tfjs: "layer.apply(x, { training: true })",
          },
        },
        {
          setting: t("the running ones"),
          isNow: !isTraining,
          code: {
            pytorch: "layer.eval()",
            keras: "layer(x, training=False)",
            onnx: "training_mode=0",
            tfjs: "layer.apply(x, { training: false })",
          },
        },
      ],
    },
    {
      question: t("Are the running statistics updated?"),
      settings: [
        {
          setting: t("by every batch"),
          isNow: isTraining,
          code: {
            pytorch: "layer.train(); layer.momentum = 0.1",
            keras: "layer(x, training=True)",
            onnx: t("training_mode=1, its outputs 2 and 3 fed back"),
            tfjs: "layer.apply(x, { training: true })",
          },
        },
        {
          setting: t("no"),
          isNow: !isTraining,
          code: {
            pytorch: t("layer.eval(), or layer.momentum = 0.0"),
            keras: t("training=False, or momentum=1.0"),
            onnx: t("training_mode=0, or outputs 2 and 3 unused"),
            tfjs: t("training: false, or momentum: 1"),
          },
        },
      ],
    },
    {
      question: t("Do γ and β learn?"),
      settings: [
        {
          setting: t("yes"),
          isNow: false,
          code: {
            pytorch: "layer.requires_grad_(True)",
            keras: "layer.trainable = True",
            onnx: 'generate_artifacts(…, requires_grad=["scale", "B"])',
            tfjs: "layer.trainable = true",
          },
        },
        {
          setting: t("frozen"),
          isNow: false,
          code: {
            pytorch: "layer.requires_grad_(False)",
            keras: "layer.gamma.trainable = layer.beta.trainable = False",
            onnx: 'generate_artifacts(…, frozen_params=["scale", "B"])',
            tfjs: "layer.trainable = false",
          },
        },
      ],
    },
  ];
}

/** What surprises people about the switches. */
export function switchNotes(): string[] {
  return [
    t(
      "train() and eval(), or training=True and False, turn the first two together. The third stands alone: in evaluation γ and β go on learning until they are frozen.",
    ),
    t(
      "Keras' layer.trainable = False turns all three: the layer then uses its running statistics whatever training says.",
    ),
    t("Fine-tuning on small batches often wants a mixture: the running statistics, not updated, while γ and β learn."),
  ];
}

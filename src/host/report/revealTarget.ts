import { commands, Uri } from "vscode";
import type { Span } from "../../documents/types.ts";
import { noticePlace, type FindingPlace } from "../../session/doctor/findingPlace.ts";
import type { ReportSession } from "../../session/report/reportSession.ts";
import { assertNever } from "../../shared/messages/assertNever.ts";
import type { RevealTarget } from "../../shared/report/protocol.ts";
import { openDocument } from "../sources/documentSource.ts";
import { revealSpan } from "../sources/reveal.ts";

/** Shows in the editor what a part of a report is about; of a file that no editor shows, the file in the Explorer. */
export async function revealTarget(session: ReportSession, target: RevealTarget): Promise<void> {
  const { source } = session;
  if (source?.file !== undefined) {
    await commands.executeCommand("revealInExplorer", Uri.parse(source.uri, true));
    return;
  }
  const place = await placeOf(session, target);
  if (source === null || place === null) return;
  await revealSpan(await openDocument(place.uri ?? source.uri), place.span, { focus: false });
}

async function placeOf(session: ReportSession, target: RevealTarget): Promise<FindingPlace | null> {
  const { info, snapshot } = session;
  if (info === null || snapshot === null) return null;
  const inData = (span: Span | null | undefined): FindingPlace | null => (span ? { uri: null, span } : null);
  switch (target.kind) {
    case "range":
      return inData(info.range);
    case "notice":
      return noticePlace(session, target.index);
    case "feature":
      return inData(info.featurePlaces[target.feature]);
    case "value":
      return inData(await session.query("dataset/place", { feature: target.feature, index: target.index }));
    default:
      return assertNever(target);
  }
}

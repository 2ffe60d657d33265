import type { ReportRequests } from "../../shared/report/protocol.ts";
import { offeredReading } from "../options/reading.ts";
import { withSettings } from "./reportInput.ts";
import type { ReportSession } from "./reportSession.ts";

/**
 * Reads the document as a notice offers; an offer of a report that is no longer shown leaves things as they are.
 *
 * @throws Failure where it cannot be read so: nothing has changed then
 */
export async function acceptOffer(
  session: ReportSession,
  { revision, notice, offer }: ReportRequests["notice/accept"]["params"],
): Promise<void> {
  const { snapshot, examined } = session;
  const offered = examined.notices.at(notice)?.offers?.at(offer);
  if (offered === undefined || snapshot?.revision !== revision) return;
  const { names } = snapshot.features;
  await session.tryChange((input) => withSettings(input, { reading: offeredReading(input.reading, offered, names) }));
}

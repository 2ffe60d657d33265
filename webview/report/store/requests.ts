import { HostError } from "../../common/rpc.ts";

/** For requests whose failure the host has told the user, or that were overtaken: the page has nothing to add. */
export function ignore(error: unknown): void {
  if (!(error instanceof HostError)) {
    throw error;
  }
}

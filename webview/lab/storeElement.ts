import { SubscribedElement } from "../common/subscribedElement.ts";
import type { LabStore } from "./labStore.ts";

/** A component of the lab that is rendered again whenever the store changes. */
export abstract class StoreElement extends SubscribedElement {
  declare store: LabStore;
}

import { SubscribedElement } from "../../common/subscribedElement.ts";
import type { CheckpointStore } from "./checkpointStore.ts";

/** A component of the checkpoint page that is rendered again whenever the store changes. */
export abstract class StoreElement extends SubscribedElement {
  declare store: CheckpointStore;
}

import type { TextPiece, ThreadRequest } from "../session/compute/messageCompute.ts";

/** Puts texts together that come in pieces before the request that is about them. */
export class TextPieces {
  #id = 0;
  #pieces: string[] = [];

  /** The request that a message is, with its whole text; null for a piece. */
  take(message: ThreadRequest | TextPiece): ThreadRequest | null {
    if ("piece" in message) {
      if (message.isFirst) this.#pieces = [];
      this.#id = message.id;
      this.#pieces.push(message.piece);
      return null;
    }
    if (message.id !== this.#id) return message;
    const text = this.#pieces.join("");
    this.#pieces = [];
    return { ...message, params: { ...(message.params as object), text } };
  }
}

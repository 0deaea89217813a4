import type { Decoded } from "../../channels/channel.ts";
import type { Context } from "../../server/context.ts";
import type { Connection, ConnectionKind } from "./connections.contract.ts";

/** One thing a platform told us, in the order of arrival; the same one may come again after a crash. */
export interface CallbackEvent<E = unknown> {
  id: number;
  receivedAt: string;
  event: E;
}

export interface CallbackHandler<E> {
  /** What the decrypted body says. */
  decode: (body: string) => Decoded<E>;
  /** Takes some hundred at once, outside of any transaction; what it throws is tried again. Must bear the same event twice. */
  handle: (ctx: Context, connection: Connection, events: readonly CallbackEvent<E>[]) => Promise<void>;
}

const handlers = new Map<ConnectionKind, CallbackHandler<unknown>>();

/** The module that understands a platform's events takes them from here on; answers how to give them back to who had them before. */
export function onCallback<E>(kind: ConnectionKind, handler: CallbackHandler<E>): () => void {
  const before = handlers.get(kind);
  handlers.set(kind, {
    decode: handler.decode as CallbackHandler<unknown>["decode"],
    handle: handler.handle as CallbackHandler<unknown>["handle"],
  });
  return () => void (before ? handlers.set(kind, before) : handlers.delete(kind));
}

export const handlerOf = (kind: ConnectionKind) => handlers.get(kind);

export { onCallback, type CallbackEvent, type CallbackHandler } from "./callback-handlers.actions.ts";
export type { Connection, ConnectionKind } from "./connections.contract.ts";
export { lineOf, lineOfAccount, lineOfConnection } from "./line.actions.ts";
export { findConnection, listConnections } from "./read.actions.ts";

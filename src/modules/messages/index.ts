export type { Format, InboundItem, IngestReport, MemberRef, MessageBody, Outcome } from "./inbound.contract.ts";
export { ingest } from "./ingest.actions.ts";
export { messageReceived, messageRemoved, messageSent } from "./messages.contract.ts";
export { findPosted, type GroupPost, postToGroups, type Posted } from "./post.actions.ts";
export { removeMessages } from "./removal.actions.ts";
export { isValidMessage } from "./validity.rules.ts";

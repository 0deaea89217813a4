/** What every channel is to the product: what it can do, how it sends, how what it hears becomes events. */

export const channelKinds = ["web", "manual", "fake", "wecom"] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** An authorised way to a platform's own API: token, rate limits and breaker inside. */
export interface PlatformLine {
  /** The corp or app it speaks for: `ww…`. */
  scope: string;
  /** The platform's answer where it said yes; throws the channel's own error where it said no, LineLost or LineDown where it said nothing. */
  call(ask: PlatformAsk): Promise<unknown>;
  upload(ask: PlatformUpload): Promise<unknown>;
}

export interface PlatformAsk {
  method: "GET" | "POST";
  /** `externalcontact/groupchat/get` */
  api: string;
  query?: Record<string, string>;
  body?: unknown;
}

export interface PlatformUpload {
  api: string;
  query: Record<string, string>;
  field: string;
  fileName: string;
  mime: string;
  bytes: Uint8Array;
}

/** The call may have arrived: nobody knows what came of it, and it must not be made again blindly. */
export class LineLost extends Error {
  readonly api: string;
  constructor(api: string, reason: string) {
    super(`${api}: no answer (${reason})`);
    this.name = "LineLost";
    this.api = api;
  }
}

/** The call surely did not arrive; it may be made again, not before the moment where one is named. */
export class LineDown extends Error {
  readonly api: string;
  readonly retryAtMs: number | null;
  constructor(api: string, reason: string, retryAtMs: number | null = null) {
    super(`${api}: not reached (${reason})`);
    this.name = "LineDown";
    this.api = api;
    this.retryAtMs = retryAtMs;
  }
}

export type Format = "text" | "image" | "link";

export interface Capabilities {
  /** Posts into a group without a person's tap. */
  directPost: boolean;
  /** A send becomes a task that a person carries out and confirms, target by target. */
  confirmedByPerson: boolean;
  recall: boolean;
  mute: boolean;
  remove: boolean;
  /** Hears what members write, so that interaction figures are exact. */
  hearsMessages: boolean;
  formats: readonly Format[];
  /** Targets that one platform call carries at most. */
  maxTargetsPerDispatch: number;
  /** Sends a group may get in one local day by the platform's own rule; null: no such rule. */
  groupSendsPerDay: number | null;
}

/** A message as it leaves, variables filled in; pictures by the hash of their bytes. */
export type OutgoingBody =
  | { format: "text"; text: string }
  | { format: "image"; text: string; images: { sha256: string; name: string }[] }
  | { format: "link"; text: string; title: string; summary: string; url: string; cover: string | null };

export interface OutgoingTarget {
  deliveryId: string;
  groupId: string;
  groupExternalId: string | null;
  groupName: string;
  body: OutgoingBody;
}

export interface Outgoing {
  /** The idempotency unit: given to the platform where it takes one. */
  dispatchId: string;
  sendId: string;
  contentId: string | null;
  sendName: string;
  accountId: string | null;
  accountName: string;
  /** The person who carries it out where the channel needs one. */
  assigneeId: string | null;
  dueAtMs: number;
  expiresAtMs: number;
  targets: readonly OutgoingTarget[];
}

export type TargetOutcome = "sent" | "failed";

export type SendAnswer =
  /** The platform has it; targets not named are sent. */
  | { verdict: "sent"; platformRef?: string; failed?: { deliveryId: string; reason: string }[] }
  /** A person has it now; the outcome of each target comes later. */
  | { verdict: "handed-over"; platformRef?: string }
  /** Understood and refused: nothing was sent. A moment means: not before then. */
  | { verdict: "refused"; reason: string; retryAtMs?: number };

export type Reconciled = { deliveryId: string; outcome: TargetOutcome | "not-sent" | "undecided" }[];

/** What the product lets a channel do on our side; given with each call, so that a channel holds no database. */
export interface ChannelDoor {
  post(posts: readonly { deliveryId: string; groupId: string; senderName: string; body: OutgoingBody }[]): Promise<void>;
  findPosted(deliveryIds: readonly string[]): Promise<ReadonlySet<string>>;
  handOver(outgoing: Outgoing): Promise<void>;
}

export type Decoded<E> = E | { kind: "ignored"; reason: string } | { kind: "unreadable"; sample: string };

export interface Channel {
  kind: ChannelKind;
  capabilities: Capabilities;
  /** One platform call. It throws only where nobody can know whether it arrived. */
  send(outgoing: Outgoing, door: ChannelDoor): Promise<SendAnswer>;
  /** What became of a call whose answer was lost. */
  reconcile(outgoing: Outgoing, door: ChannelDoor): Promise<Reconciled>;
}

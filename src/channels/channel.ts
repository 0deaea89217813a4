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
  /** Asked each time right before the call leaves, after any waiting for its turn; what it throws keeps it from leaving. */
  beforeLeaving?: () => Promise<void>;
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
  /** The person confirms in the platform's own app, all targets of a dispatch at once; what came of it is asked of the platform (`follow`). */
  confirmedOnPlatform: boolean;
  /** A call carries one body for all of its targets. */
  oneBodyPerDispatch: boolean;
  recall: boolean;
  mute: boolean;
  remove: boolean;
  /** Hears what members write, so that interaction figures are exact. */
  hearsMessages: boolean;
  formats: readonly Format[];
  /** Pictures, cards and files that hang on one message at most. */
  maxAttachments: number;
  /** Targets that one platform call carries at most. */
  maxTargetsPerDispatch: number;
  /** Sends a group may get in one local day by the platform's own rule; null: no such rule. */
  groupSendsPerDay: number | null;
  /** The platform bounds what a group gets by a rule its administrator chooses, counting what staff and other apps send. */
  platformCap: boolean;
  /** Times a person may be reminded of one task within 24 hours; null: the platform reminds nobody. */
  remindsPerDay: number | null;
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
  /** The account's id on its platform. */
  accountExternalId: string | null;
  accountName: string;
  /** The person who carries it out where the channel needs one. */
  assigneeId: string | null;
  dueAtMs: number;
  expiresAtMs: number;
  targets: readonly OutgoingTarget[];
}

/** When a call was begun whose answer is not known. */
export interface LostCall {
  begunAtMs: number;
  /** After this it can no longer be made. */
  overAtMs: number;
}

export type TargetOutcome = "sent" | "failed";

export type SendAnswer =
  /** The platform has it; targets not named are sent. */
  | { verdict: "sent"; platformRef?: string; failed?: { deliveryId: string; reason: string }[] }
  /** A person has it now; the outcome of each target comes later, but of those that the platform would not take. */
  | { verdict: "handed-over"; platformRef?: string; failed?: { deliveryId: string; reason: string }[] }
  /** Understood and refused: nothing was sent. A moment means: not before then. */
  | { verdict: "refused"; reason: string; retryAtMs?: number };

export type Reconciled =
  /** What became of each target; those that surely did not arrive go out again. */
  | { verdict: "told"; targets: readonly { deliveryId: string; outcome: TargetOutcome | "not-sent" | "undecided" }[] }
  /** It arrived: a person has it now, on the platform or in our queue. */
  | { verdict: "handed-over"; platformRef?: string }
  /** Too early to say; nothing is decided before it is asked again. */
  | { verdict: "ask-later"; atMs: number };

/** What the platform knows of a dispatch that a person confirms there. */
export type Followed =
  | {
      verdict: "told";
      /** Those with an outcome; `atMs` is when the group got it. */
      targets: readonly { deliveryId: string; outcome: TargetOutcome | "over-cap"; reason?: string; atMs?: number }[];
      /** Nothing more will come: targets without an outcome were not sent. */
      isOver: boolean;
    }
  | { verdict: "ask-later"; atMs?: number };

/** What came of asking the platform to do something about a dispatch it has. */
export type Done = { verdict: "done" } | { verdict: "refused"; reason: string };

/** A mass send that is none of ours: made by a person in the platform's app or console, or by another app. */
export interface OutsideSend {
  platformRef: string;
  madeBy: "person" | "app";
  /** The person's id on the platform, where one made it. */
  creator: string | null;
  madeAtMs: number;
  summary: string;
  /** Some who were asked to send it have not yet. */
  isOpen: boolean;
  groups: readonly { externalId: string; atMs: number }[];
}

export interface OutsideAsk {
  fromMs: number;
  toMs: number;
  cursor: string | null;
  /** Sends of this stretch that are ours, or known and over: they need not be looked into. */
  skips: (platformRefs: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** A file as it is kept here. */
export interface HeldFile {
  name: string;
  mime: string;
  bytes: Uint8Array;
}

/** What the product lets a channel do on our side; given with each call, so that a channel holds no database. */
export interface ChannelDoor {
  nowMs(): number;
  post(posts: readonly { deliveryId: string; groupId: string; senderName: string; body: OutgoingBody }[]): Promise<void>;
  findPosted(deliveryIds: readonly string[]): Promise<ReadonlySet<string>>;
  handOver(outgoing: Outgoing): Promise<void>;
  /** The line of the dispatch's account; throws LineDown where there is none now. */
  line(): Promise<PlatformLine>;
  /**
   * Must be asked right before a call that cannot be made twice leaves: false where another process has taken the dispatch for
   * lost, so that it must not be made any more.
   */
  begin(): Promise<boolean>;
  readFile(sha256: string): Promise<HeldFile>;
  /** What the platform calls a file it was given for some use, while that holds. */
  findMedia(key: string): Promise<string | null>;
  keepMedia(key: string, mediaId: string, untilMs: number): Promise<void>;
  dropMedia(mediaIds: readonly string[]): Promise<void>;
  /** Of these, the platform's names of other dispatches of ours, and of earlier calls of this one that are over. */
  findOwnRefs(platformRefs: readonly string[]): Promise<ReadonlySet<string>>;
}

export type Decoded<E> = E | { kind: "ignored"; reason: string } | { kind: "unreadable"; sample: string };

export interface Channel {
  kind: ChannelKind;
  capabilities: Capabilities;
  /**
   * What is all that could tell this call from another of the same account, where its answer is lost: the product leaves at most one
   * such call undecided. Null where the call bears a mark of its own.
   */
  markOf?: (outgoing: Outgoing) => string | null;
  /** One platform call. It throws only where nobody can know whether it arrived. */
  send(outgoing: Outgoing, door: ChannelDoor): Promise<SendAnswer>;
  /** What became of a call whose answer was lost. */
  reconcile(outgoing: Outgoing, door: ChannelDoor, lost: LostCall): Promise<Reconciled>;
  /** What became of a dispatch that a person confirms on the platform. */
  follow?: (outgoing: Outgoing, platformRef: string, door: ChannelDoor) => Promise<Followed>;
  /** Asks the platform to remind the person. */
  remind?: (platformRef: string, door: ChannelDoor) => Promise<Done>;
  /** Nobody can confirm it on the platform any more; what was sent stays. Done also where it was over already. */
  cancel?: (platformRef: string, door: ChannelDoor) => Promise<Done>;
  /** One page of what others sent, in a stretch of at most a month. */
  listOutside?: (
    ask: OutsideAsk,
    door: Pick<ChannelDoor, "line" | "nowMs">,
  ) => Promise<{ sends: readonly OutsideSend[]; nextCursor: string | null }>;
}

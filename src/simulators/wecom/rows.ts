import type { Attachment } from "./content.ts";

/** What apps made by call: codes, mass sends, welcomes, media. Plain rows, kept by a snapshot; times in ms unless said. */

export interface ContactWay {
  configId: string;
  agentId: number;
  createdAt: number;
  type: number;
  scene: number;
  style?: number;
  remark: string;
  skipVerify: boolean;
  state: string;
  users: string[];
  parties: number[];
  isTemp: boolean;
  expiresIn: number;
  chatExpiresIn: number;
  unionid: string;
  isExclusive: boolean;
  markSource: boolean;
  conclusions?: Record<string, unknown>;
  scans: number;
  usedUp?: boolean;
}

export interface JoinWay {
  configId: string;
  agentId: number;
  createdAt: number;
  scene: number;
  remark: string;
  autoCreateRoom: number;
  roomBaseName: string;
  roomBaseId: number;
  /** The number the next group made by itself gets. */
  nextRoomId: number;
  chatIds: string[];
  state: string;
  markSource: boolean;
  scans: number;
}

/** `status`: 0 waits for the member, 2 sent; the member may also set it aside. */
export interface MassTask {
  userid: string;
  status: number;
  sentAt?: number;
  ignored?: boolean;
  /** Customers or groups this member was asked to send to; undefined: the owner picks groups. */
  targets?: string[];
}

/** `status`: 0 unsent, 1 sent, 2 no friend, 3 the target has had its share. */
export interface MassResult {
  target: string;
  userid: string;
  status: number;
  sentAt?: number;
}

export interface MassSend {
  seq: number;
  msgid: string;
  chatType: "single" | "group";
  /** 0 made by an app, 1 made by a member himself. */
  createType: number;
  creator?: string;
  agentId?: number;
  createdAt: number;
  text?: string;
  attachments: Attachment[];
  allowSelect: boolean;
  tasks: Map<string, MassTask>;
  results: MassResult[];
  reminders: number[];
  cancelledAt?: number;
}

/** `state`: a first call is being carried out, or done; apps that come later are told so. */
export interface WelcomeCode {
  code: string;
  userid: string;
  externalId: string;
  createdAt: number;
  state: "open" | "sending" | "sent";
  agentId?: number;
}

export interface WelcomeTemplate {
  id: string;
  agentId: number;
  createdAt: number;
  body: Record<string, unknown>;
  notify: number;
}

export interface Media {
  id: string;
  kind: string;
  name: string;
  mime: string;
  bytes: Buffer;
  createdAt: number;
  /** Uploaded as a picture that stays: shown under its address, no media id. */
  isPicture?: boolean;
}

export interface Robot {
  key: string;
  chatId?: string;
  isStopped: boolean;
  sentAt: number[];
}

/** One line of a talk on the phones. `from` is a userid, an external userid, or `robot`. */
export interface Line {
  at: number;
  from: string;
  text?: string;
  attachments?: Attachment[];
  /** What brought it: typed, a welcome, a mass send, an app or a robot. */
  kind: "typed" | "welcome" | "mass" | "app" | "robot" | "system";
}

/** One Beijing day of one member's talks with customers. */
export interface UserDay {
  messages: number;
  newApplies: number;
  newContacts: number;
  negatives: number;
  /** Customers the member wrote to. */
  chats: Set<string>;
  /** Talks customers began: when they first wrote, when they were first answered. */
  asked: Map<string, { at: number; answeredAt?: number }>;
}

import type { App, Chat, Customer, Department, TagGroup, User } from "./corp.ts";
import type { ContactWay, JoinWay, Line, MassSend, Media, Robot, UserDay, WelcomeCode, WelcomeTemplate } from "./rows.ts";

/** Everything the simulator remembers; a snapshot is this, collection by collection. */
export interface State {
  corpId: string;
  corpName: string;
  /** Numbers given out so far: rows of one kind are in the order they were made. */
  seq: number;
  apps: Map<number, App>;
  departments: Map<number, Department>;
  users: Map<string, User>;
  customers: Map<string, Customer>;
  chats: Map<string, Chat>;
  tagGroups: Map<string, TagGroup>;
  contactWays: Map<string, ContactWay>;
  joinWays: Map<string, JoinWay>;
  massSends: Map<string, MassSend>;
  welcomeCodes: Map<string, WelcomeCode>;
  welcomeTemplates: Map<string, WelcomeTemplate>;
  media: Map<string, Media>;
  robots: Map<string, Robot>;
  /** Friend applications that wait for a member, by `userid external`. */
  applications: Map<string, { userid: string; externalId: string; state: string; addWay: number; at: number }>;
  /** Talks on the phones, by chat id or `userid external`; members' app messages by `app userid`. */
  talks: Map<string, Line[]>;
  /** Members' days, by `midnight userid`. */
  userDays: Map<string, UserDay>;
  /** Mass sends a customer or group got, by its id: moments in ms. */
  massReceived: Map<string, number[]>;
}

export function emptyState(corpId: string, corpName: string): State {
  return {
    corpId,
    corpName,
    seq: 0,
    apps: new Map(),
    departments: new Map([[1, { id: 1, name: corpName, parentid: 0, order: 100_000_000, leaders: [] }]]),
    users: new Map(),
    customers: new Map(),
    chats: new Map(),
    tagGroups: new Map(),
    contactWays: new Map(),
    joinWays: new Map(),
    massSends: new Map(),
    welcomeCodes: new Map(),
    welcomeTemplates: new Map(),
    media: new Map(),
    robots: new Map(),
    applications: new Map(),
    talks: new Map(),
    userDays: new Map(),
    massReceived: new Map(),
  };
}

import { z } from "zod";
import { defineEndpoint, Done, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { languages } from "../../lib/language.ts";

export const roles = ["owner", "operator", "group-admin", "editor", "sales", "analyst"] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const Scope = z.enum(["own", "subtree", "brand"]);
export type Scope = z.infer<typeof Scope>;

/** A mail address, or a phone number however it is written. */
const Login = z
  .string()
  .trim()
  .min(3)
  .max(120)
  .refine((login) => (login.includes("@") ? /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(login) : login.replace(/\D/g, "").length >= 5));
export const Password = z.string().min(8).max(128);
const PersonName = z.string().trim().min(1).max(60);

export const SessionBrand = z.object({
  slug: z.string(),
  name: z.string(),
  zone: z.string(),
  offsetMinutes: z.number().int(),
  currency: z.string(),
  language: z.enum(languages),
  /** Of a restored copy that nothing leaves yet: the moment it is a copy of. */
  heldAt: Instant.nullable(),
  staff: z.object({ id: Id, name: z.string(), orgId: Id, orgName: z.string(), roles: z.array(Role) }),
  permissions: z.array(z.object({ permission: z.string(), scope: Scope })),
  cities: z.number().int(),
  districts: z.number().int(),
});
export type SessionBrand = z.infer<typeof SessionBrand>;

export const Session = z.object({
  user: z.object({ id: z.string(), name: z.string() }).nullable(),
  brands: z.array(SessionBrand),
  /** No brand exists yet: the first page makes one. */
  firstRun: z.boolean(),
});
export type Session = z.infer<typeof Session>;

export const sessionEndpoint = defineEndpoint({
  method: "GET",
  path: "/session",
  audience: "anyone",
  input: z.object({}),
  output: Session,
});
export const signInEndpoint = defineEndpoint({
  method: "POST",
  path: "/session/password",
  audience: "anyone",
  perMinute: 30,
  input: z.object({ login: Login, password: z.string().min(1).max(128), remember: z.boolean().default(true) }),
  output: Done,
});
export const signInByTokenEndpoint = defineEndpoint({
  method: "POST",
  path: "/session/token",
  audience: "anyone",
  perMinute: 30,
  input: z.object({ token: z.string().min(8).max(200) }),
  output: Done,
});
export const signOutEndpoint = defineEndpoint({
  method: "POST",
  path: "/session/end",
  audience: "anyone",
  input: z.object({}),
  output: Done,
});

export const FirstRun = z.object({
  brandName: z.string().trim().min(1).max(60),
  zone: z.string().default("Asia/Shanghai"),
  ownerName: PersonName,
  login: Login,
  password: Password,
});
export type FirstRun = z.infer<typeof FirstRun>;
export const firstRunEndpoint = defineEndpoint({
  method: "POST",
  path: "/first-run",
  audience: "anyone",
  perMinute: 10,
  input: FirstRun,
  output: z.object({ slug: z.string() }),
});

export const orgLevels = ["headquarters", "city", "district", "grid"] as const;
export const OrgLevel = z.enum(orgLevels);
export type OrgLevel = z.infer<typeof OrgLevel>;

export const OrgUnit = z.object({
  id: Id,
  parentId: Id.nullable(),
  level: OrgLevel,
  name: z.string(),
  sort: z.number().int(),
  groups: z.number().int(),
  staff: z.number().int(),
});
export type OrgUnit = z.infer<typeof OrgUnit>;

/** Every unit the caller may see, parents before children. */
export const listOrgUnitsEndpoint = defineEndpoint({
  method: "GET",
  path: "/org-units",
  permission: "groups.read",
  input: z.object({}),
  output: z.object({ items: z.array(OrgUnit) }),
});
export const addOrgUnitEndpoint = defineEndpoint({
  method: "POST",
  path: "/org-units",
  permission: "brands.manage",
  input: z.object({ parentId: Id, name: z.string().trim().min(1).max(60) }),
  output: z.object({ id: Id }),
});
export const renameOrgUnitEndpoint = defineEndpoint({
  method: "POST",
  path: "/org-units/:orgId/rename",
  permission: "brands.manage",
  input: z.object({ orgId: Id, name: z.string().trim().min(1).max(60) }),
  output: Done,
});
export const removeOrgUnitEndpoint = defineEndpoint({
  method: "POST",
  path: "/org-units/:orgId/remove",
  permission: "brands.manage",
  input: z.object({ orgId: Id }),
  output: Done,
});

export const staffStates = ["active", "away", "left"] as const;

export const StaffMember = z.object({
  id: Id,
  name: z.string(),
  login: z.string(),
  orgId: Id,
  orgName: z.string(),
  roles: z.array(Role),
  status: z.enum(staffStates),
  groups: z.number().int(),
  createdAt: Instant,
});
export type StaffMember = z.infer<typeof StaffMember>;

export const listStaffEndpoint = defineEndpoint({
  method: "GET",
  path: "/staff",
  permission: "groups.read",
  input: ListAsk.extend({ role: Role.optional(), orgId: Id.optional(), status: z.enum(staffStates).optional() }),
  output: pageOf(StaffMember),
});
export const changeStaffEndpoint = defineEndpoint({
  method: "POST",
  path: "/staff/:staffId",
  permission: "brands.staff",
  input: z.object({
    staffId: Id,
    name: PersonName.optional(),
    orgId: Id.optional(),
    roles: z.array(Role).min(1).optional(),
    status: z.enum(staffStates).optional(),
  }),
  output: Done,
});

export const Invite = z.object({
  id: Id,
  name: z.string(),
  roles: z.array(Role),
  orgId: Id,
  orgName: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  state: z.enum(["open", "accepted", "expired", "revoked"]),
});
export type Invite = z.infer<typeof Invite>;
export const listInvitesEndpoint = defineEndpoint({
  method: "GET",
  path: "/invites",
  permission: "brands.staff",
  input: z.object({}),
  output: z.object({ items: z.array(Invite) }),
});
export const inviteStaffEndpoint = defineEndpoint({
  method: "POST",
  path: "/invites",
  permission: "brands.staff",
  input: z.object({ name: PersonName, roles: z.array(Role).min(1), orgId: Id }),
  output: z.object({ id: Id, token: z.string(), expiresAt: Instant }),
});
export const revokeInviteEndpoint = defineEndpoint({
  method: "POST",
  path: "/invites/:inviteId/revoke",
  permission: "brands.staff",
  input: z.object({ inviteId: Id }),
  output: Done,
});
/** Takes a revocation back, within a minute of it. Refusals: `brands.invite-missing`. */
export const restoreInviteEndpoint = defineEndpoint({
  method: "POST",
  path: "/invites/:inviteId/restore",
  permission: "brands.staff",
  input: z.object({ inviteId: Id }),
  output: Done,
});
/** What the invited person sees before any account exists. */
export const showInviteEndpoint = defineEndpoint({
  method: "GET",
  path: "/invitations/:token",
  audience: "public",
  perMinute: 60,
  input: z.object({ token: z.string().max(100) }),
  output: z.object({ brandName: z.string(), name: z.string(), roles: z.array(Role), orgName: z.string(), expiresAt: Instant }),
});
/** Makes the account (or takes the known one, when the password fits) and the seat in the brand, and signs in. */
export const acceptInviteEndpoint = defineEndpoint({
  method: "POST",
  path: "/invitations/accept",
  audience: "anyone",
  perMinute: 20,
  input: z.object({ brand: z.string().max(60), token: z.string().max(100), name: PersonName, login: Login, password: Password }),
  output: Done,
});

const MinuteOfDay = z.int().min(0).max(1439);
const Groups = z.int().min(1).max(1000);

/** Brand-wide choices; each field is one row of the settings table. */
export const wecomSendCaps = ["month", "week", "day"] as const;
const choices = {
  /** Colour of the phone pages; darkened on saving until white text on it has a contrast of 4.5. */
  phoneColor: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  workloadWarn: Groups,
  workloadRefuse: Groups,
  quietFromMinute: MinuteOfDay,
  quietToMinute: MinuteOfDay,
  /** Sends a group may get in one local day, whatever its platform allows. */
  groupSendsPerDay: z.int().min(1).max(200),
  /** How WeCom's administrator has bounded mass sends: as many a month as it has days, 7 a week, or 1 a day, for each group. */
  wecomSendCap: z.enum(wecomSendCaps),
  /** Words of messages are kept this long; figures are kept for ever. */
  messageTextDays: z.int().min(1).max(180),
  privacyContact: z.string().max(200),
};
export const BrandSettings = z.object({
  phoneColor: choices.phoneColor.default("#cf4a1c"),
  workloadWarn: choices.workloadWarn.default(30),
  workloadRefuse: choices.workloadRefuse.default(50),
  quietFromMinute: choices.quietFromMinute.default(22 * 60 + 30),
  quietToMinute: choices.quietToMinute.default(7 * 60),
  groupSendsPerDay: choices.groupSendsPerDay.default(15),
  wecomSendCap: choices.wecomSendCap.default("month"),
  messageTextDays: choices.messageTextDays.default(180),
  privacyContact: choices.privacyContact.default(""),
});
export type BrandSettings = z.infer<typeof BrandSettings>;
export const readBrandSettingsEndpoint = defineEndpoint({
  method: "GET",
  path: "/settings",
  permission: "groups.read",
  input: z.object({}),
  output: BrandSettings,
});
export const changeBrandSettingsEndpoint = defineEndpoint({
  method: "POST",
  path: "/settings",
  permission: "brands.manage",
  // Without defaults: what is left out stays as it is.
  input: z.object(choices).partial(),
  output: BrandSettings,
});
/** Lets a restored copy take up what goes outside: sends, webhooks, platforms. Harmless where nothing is held. */
export const resumeBrandEndpoint = defineEndpoint({
  method: "POST",
  path: "/brand/resume",
  permission: "brands.manage",
  personOnly: true,
  input: z.object({}),
  output: Done,
});
/** The name that members and colleagues see; other processes show it within seconds. */
export const renameBrandEndpoint = defineEndpoint({
  method: "POST",
  path: "/brand/rename",
  permission: "brands.manage",
  input: z.object({ name: z.string().trim().min(1).max(60), language: z.enum(languages).optional() }),
  output: Done,
});

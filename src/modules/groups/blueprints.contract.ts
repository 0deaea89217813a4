import { z } from "zod";
import { defineEndpoint, Done, Id, Instant, pageOf } from "../../lib/define.ts";
import { CommercialType, Crew, GroupProfile, Positioning, StageThresholds } from "./profile.contract.ts";

/** Everything of a group that a blueprint gives it; versions of it never change. */
export const BlueprintSpec = z.object({
  positioning: Positioning,
  commercialType: CommercialType,
  capacity: z.number().int().min(2).max(100_000),
  targetMembers: z.number().int().min(1).max(100_000),
  slogan: z.string().trim().max(60).default(""),
  announcement: z.string().trim().max(2000).default(""),
  profile: GroupProfile.prefault({}),
  crew: Crew.prefault({}),
  /** Null takes the brand's value of the commercial type. */
  thresholds: StageThresholds.nullable().default(null),
});
export type BlueprintSpec = z.infer<typeof BlueprintSpec>;

/** What of a group its blueprint has a say in, each compared and applied as a whole. */
export const blueprintFields = [
  "positioning",
  "commercialType",
  "capacity",
  "targetMembers",
  "slogan",
  "announcement",
  "logo",
  "gives",
  "rules",
  "reception",
  "purpose",
  "threshold",
  "sheet",
] as const;
export const BlueprintField = z.enum(blueprintFields);
export type BlueprintField = z.infer<typeof BlueprintField>;

const Name = z.string().trim().min(1).max(60);
const Note = z.string().trim().max(200).default("");

export const Blueprint = z.object({
  id: Id,
  name: z.string(),
  latestVersion: z.number().int(),
  positioning: BlueprintSpec.shape.positioning,
  commercialType: BlueprintSpec.shape.commercialType,
  /** Groups on it that are not closed; how many of them on an older version; how many differ from the latest in anything. */
  groups: z.number().int(),
  behind: z.number().int(),
  differing: z.number().int(),
  changedAt: Instant,
  archived: z.boolean(),
});
export type Blueprint = z.infer<typeof Blueprint>;

export const listBlueprintsEndpoint = defineEndpoint({
  method: "GET",
  path: "/blueprints",
  permission: "groups.read",
  input: z.object({ archived: z.enum(["true", "false"]).default("false") }),
  output: z.object({ items: z.array(Blueprint) }),
});

export const BlueprintVersion = z.object({
  version: z.number().int(),
  spec: BlueprintSpec,
  note: z.string(),
  createdAt: Instant,
  createdBy: z.string().nullable(),
  groups: z.number().int(),
});
export type BlueprintVersion = z.infer<typeof BlueprintVersion>;

/** Versions newest first. */
export const showBlueprintEndpoint = defineEndpoint({
  method: "GET",
  path: "/blueprints/:blueprintId",
  permission: "groups.read",
  input: z.object({ blueprintId: Id }),
  output: Blueprint.extend({ versions: z.array(BlueprintVersion) }),
});
/** Refusals: `groups.blueprint-name-taken`, `groups.target-over-capacity`. */
export const createBlueprintEndpoint = defineEndpoint({
  method: "POST",
  path: "/blueprints",
  permission: "groups.manage",
  input: z.object({ name: Name, spec: BlueprintSpec, note: Note }),
  output: z.object({ id: Id }),
});
/** A new version where anything differs; `fromVersion` is the one that was edited. Refusals: `groups.blueprint-outdated` { latestVersion }. */
export const saveBlueprintEndpoint = defineEndpoint({
  method: "POST",
  path: "/blueprints/:blueprintId",
  permission: "groups.manage",
  input: z.object({ blueprintId: Id, fromVersion: z.number().int(), name: Name.optional(), spec: BlueprintSpec, note: Note }),
  output: z.object({ version: z.number().int() }),
});
/** Out of the lists; its groups keep it. */
export const archiveBlueprintEndpoint = defineEndpoint({
  method: "POST",
  path: "/blueprints/:blueprintId/archive",
  permission: "groups.manage",
  input: z.object({ blueprintId: Id, archived: z.boolean() }),
  output: Done,
});

export const Deviation = z.object({
  groupId: Id,
  name: z.string(),
  code: z.string(),
  orgPath: z.string(),
  memberCount: z.number().int(),
  version: z.number().int(),
  fields: z.array(BlueprintField),
});
export type Deviation = z.infer<typeof Deviation>;
/** Groups of the blueprint that differ from its latest version, or from a named one, in at least one field. */
export const listDeviationsEndpoint = defineEndpoint({
  method: "GET",
  path: "/blueprints/:blueprintId/deviations",
  permission: "groups.read",
  input: z.object({
    blueprintId: Id,
    version: z.coerce.number().int().optional(),
    cursor: z.string().max(500).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  output: pageOf(Deviation),
});

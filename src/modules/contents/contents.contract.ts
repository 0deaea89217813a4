import { z } from "zod";
import { Day, defineEndpoint, defineEvent, Done, Id, Instant, ListAsk, pageOf } from "../../lib/define.ts";
import { ContentBody, Direction, Format } from "./body.contract.ts";

export { ContentBody, Direction, Format } from "./body.contract.ts";

export const contentStates = ["draft", "pending", "approved", "retired"] as const;
export const ContentState = z.enum(contentStates);

const Name = z.string().trim().min(1).max(60);
const Version = z.number().int().min(1);

export const ContentRow = z.object({
  id: Id,
  name: z.string(),
  direction: Direction,
  format: Format,
  state: ContentState,
  folderId: Id.nullable(),
  folderName: z.string().nullable(),
  latestVersion: Version,
  /** The version that may be sent; null until the first approval. */
  approvedVersion: Version.nullable(),
  expiresOn: Day.nullable(),
  isExpired: z.boolean(),
  summary: z.string(),
  /** A signed link to the first picture or the card's cover. */
  coverUrl: z.string().nullable(),
  pictures: z.number().int(),
  flaggedWords: z.number().int(),
  uses: z.number().int(),
  lastUsedAt: Instant.nullable(),
  updatedAt: Instant,
  authorName: z.string().nullable(),
});
export type ContentRow = z.infer<typeof ContentRow>;

export const ContentUse = z.object({
  placeKind: z.enum(["flow", "column", "send"]),
  placeId: Id,
  placeName: z.string(),
  version: Version.nullable(),
  groups: z.number().int(),
  usedAt: Instant,
});
export type ContentUse = z.infer<typeof ContentUse>;

export const ContentVersionRow = z.object({
  version: Version,
  body: ContentBody,
  /** Links to the pictures of the body by their hash. */
  urls: z.record(z.string(), z.string()),
  createdAt: Instant,
  authorName: z.string().nullable(),
  approvedAt: Instant.nullable(),
  approverName: z.string().nullable(),
});
export type ContentVersionRow = z.infer<typeof ContentVersionRow>;

export const ContentDetail = ContentRow.extend({
  /** Why the last version was sent back. */
  note: z.string(),
  versions: z.array(ContentVersionRow),
  usedIn: z.array(ContentUse),
});
export type ContentDetail = z.infer<typeof ContentDetail>;

export const contentSorts = ["-updated", "name", "-uses"] as const;

export const listContentsEndpoint = defineEndpoint({
  method: "GET",
  path: "/contents",
  permission: "contents.read",
  input: ListAsk.extend({
    direction: Direction.optional(),
    format: Format.optional(),
    state: ContentState.optional(),
    /** A folder with all below it, or `none` for contents outside of any. */
    folder: z.union([Id, z.literal("none")]).optional(),
    /** True: only what may be sent today. */
    usable: z.stringbool().optional(),
    sort: z.enum(contentSorts).default("-updated"),
  }),
  output: pageOf(ContentRow),
});
export const showContentEndpoint = defineEndpoint({
  method: "GET",
  path: "/contents/:contentId",
  permission: "contents.read",
  input: z.object({ contentId: Id }),
  output: ContentDetail,
});

const Wording = z.object({
  name: Name,
  direction: Direction,
  folderId: Id.nullable().default(null),
  expiresOn: Day.nullable().default(null),
  body: ContentBody,
});
export const createContentEndpoint = defineEndpoint({
  method: "POST",
  path: "/contents",
  permission: "contents.write",
  input: Wording,
  output: z.object({ id: Id, version: Version }),
});
/** Another body makes the next version; `version` is the one that was edited, so that two editors do not overwrite each other. */
export const saveContentEndpoint = defineEndpoint({
  method: "POST",
  path: "/contents/:contentId/versions",
  permission: "contents.write",
  input: Wording.extend({ contentId: Id, version: Version }),
  output: z.object({ id: Id, version: Version }),
});
export const moveContentEndpoint = defineEndpoint({
  method: "POST",
  path: "/contents/:contentId/state",
  permission: "contents.write",
  input: z.object({
    contentId: Id,
    version: Version,
    move: z.enum(["submit", "withdraw", "approve", "reject", "retire", "restore"]),
    note: z.string().trim().max(200).default(""),
    /** The approver has seen the flagged words and answers for them. */
    acceptsWords: z.boolean().default(false),
  }),
  output: z.object({ state: ContentState }),
});
export const fileContentsEndpoint = defineEndpoint({
  method: "POST",
  path: "/contents/file",
  permission: "contents.write",
  input: z.object({ contentIds: z.array(Id).min(1).max(200), folderId: Id.nullable() }),
  output: z.object({ moved: z.number().int() }),
});
/** Numbers of the library's left column and tabs. */
export const contentOverviewEndpoint = defineEndpoint({
  method: "GET",
  path: "/contents-overview",
  permission: "contents.read",
  input: z.object({}),
  output: z.object({
    total: z.number().int(),
    unfiled: z.number().int(),
    states: z.record(ContentState, z.number().int()),
    /** `contents` counts what a folder opens: all in it and below it, without retired ones. */
    folders: z.array(z.object({ id: Id, parentId: Id.nullable(), name: z.string(), contents: z.number().int() })),
  }),
});

const FolderName = z.string().trim().min(1).max(30);
export const addFolderEndpoint = defineEndpoint({
  method: "POST",
  path: "/content-folders",
  permission: "contents.write",
  input: z.object({ parentId: Id.nullable().default(null), name: FolderName }),
  output: z.object({ id: Id }),
});
export const renameFolderEndpoint = defineEndpoint({
  method: "POST",
  path: "/content-folders/:folderId/rename",
  permission: "contents.write",
  input: z.object({ folderId: Id, name: FolderName }),
  output: Done,
});
/** Into another folder, or on the first level by null; all below goes with it. */
export const moveFolderEndpoint = defineEndpoint({
  method: "POST",
  path: "/content-folders/:folderId/move",
  permission: "contents.write",
  input: z.object({ folderId: Id, parentId: Id.nullable() }),
  output: Done,
});
/** Only an empty folder goes. */
export const removeFolderEndpoint = defineEndpoint({
  method: "POST",
  path: "/content-folders/:folderId/remove",
  permission: "contents.write",
  input: z.object({ folderId: Id }),
  output: Done,
});

/** True values for the preview: of the given group, or of the caller's largest one. */
export const previewVariablesEndpoint = defineEndpoint({
  method: "GET",
  path: "/content-variables",
  permission: "contents.read",
  input: z.object({ groupId: Id.optional() }),
  output: z.object({ groupId: Id.nullable(), values: z.record(z.string(), z.string()) }),
});

export const StoredPicture = z.object({
  sha256: z.string(),
  mime: z.string(),
  sizeBytes: z.number().int(),
  name: z.string(),
  url: z.string(),
});
export type StoredPicture = z.infer<typeof StoredPicture>;

export const contentApproved = defineEvent("contents.approved", z.object({ contentId: Id, version: Version }));
/** Sent once per place and content; `value` is the number of groups. */
export const contentUsed = defineEvent(
  "contents.used",
  z.object({ contentId: Id, version: Version, placeKind: z.string(), placeId: Id, value: z.number().int() }),
);

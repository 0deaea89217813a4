import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { useEndpoint } from "../../../web/api.ts";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import type { ContentBody } from "../../contents/body.contract.ts";
import type { ContentRow, StoredPicture } from "../../contents/contents.contract.ts";
import { showContentEndpoint } from "../../contents/contents.contract.ts";
import { findUnknownVariables, renderText } from "../../contents/variables.rules.ts";
import { positionings } from "../../groups/profile.contract.ts";
import type { Audience, SendDraft } from "../sends.contract.ts";

export interface DraftFields {
  mode: "filter" | "list";
  orgId: string;
  blueprintId: string;
  positioning: string;
  stage: string;
  groupIds: readonly string[];
  source: "library" | "own";
  contentId: string;
  text: string;
  pictures: readonly StoredPicture[];
  name: string;
  /** ISO; empty: now. */
  dueAt: string;
}

/** What the address brings along: chosen groups from the list of groups, a text or content from today. */
function fieldsOf(url: { get: (name: string) => string; list: (name: string) => string[] }): DraftFields {
  const groupIds = url.list("groups");
  return {
    mode: groupIds.length > 0 ? "list" : "filter",
    orgId: url.get("org"),
    blueprintId: url.get("blueprint"),
    positioning: url.get("positioning"),
    stage: url.get("stage"),
    groupIds,
    source: url.get("text") ? "own" : "library",
    contentId: url.get("content"),
    text: url.get("text"),
    pictures: [],
    name: url.get("name"),
    dueAt: url.get("due"),
  };
}

function audienceOf(fields: DraftFields): Audience | undefined {
  if (fields.mode === "list") return fields.groupIds.length > 0 ? { groupIds: [...fields.groupIds] } : undefined;
  const positioning = positionings.find((one) => one === fields.positioning);
  return {
    ...(fields.orgId ? { orgId: fields.orgId } : {}),
    ...(fields.blueprintId ? { blueprintId: fields.blueprintId } : {}),
    ...(positioning ? { positioning } : {}),
    ...(fields.stage ? { stage: Number(fields.stage) } : {}),
  };
}

function ownBody(fields: DraftFields): ContentBody | undefined {
  const text = fields.text.trim();
  if (findUnknownVariables(text).length > 0) return undefined;
  const images = fields.pictures.map(({ sha256, name }) => ({ sha256, name }));
  if (images.length > 0) return { format: "image", text, images };
  return text ? { format: "text", text } : undefined;
}

/** A name for what has none: the content's, or how the text begins. */
function nameFor(fields: DraftFields, content: ContentRow | undefined): string {
  const [first = ""] = renderText(fields.text, {}).trim().split("\n");
  return fields.name.trim() || (fields.source === "library" ? (content?.name ?? "") : first.slice(0, 24));
}

/** A new send while it is written: its fields, and the draft they make once they suffice. */
export function useDraft() {
  const { t } = useTranslation("newSend");
  const [fields, setFields] = useState(fieldsOf(useUrlState()));
  const fromLibrary = fields.source === "library" && fields.contentId !== "";
  const content = useEndpoint(showContentEndpoint, { contentId: fields.contentId }, { enabled: fromLibrary });
  const audience = audienceOf(fields);
  const what = fields.source === "library" ? (fields.contentId ? { contentId: fields.contentId } : undefined) : toBody(ownBody(fields));
  const name = nameFor(fields, content.data) || t("unnamed");
  const draft: z.input<typeof SendDraft> | undefined =
    audience && what ? { name, audience, ...what, ...(fields.dueAt ? { dueAt: fields.dueAt } : {}) } : undefined;
  return {
    fields,
    set: (change: Partial<DraftFields>) => setFields((before) => ({ ...before, ...change })),
    content,
    audience,
    name,
    draft,
  };
}

const toBody = (body: ContentBody | undefined) => body && { body };

export type Draft = ReturnType<typeof useDraft>;

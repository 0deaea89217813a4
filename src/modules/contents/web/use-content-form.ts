import { useState } from "react";
import { ContentBody, type Direction, type Format, type Picture } from "../body.contract.ts";
import type { ContentDetail } from "../contents.contract.ts";
import { findUnknownVariables, textsOf } from "../variables.rules.ts";
import { findFlaggedWords } from "../words.rules.ts";

export interface ContentFields {
  name: string;
  direction: Direction;
  folderId: string | null;
  expiresOn: string | null;
  format: Format;
  text: string;
  images: Picture[];
  title: string;
  summary: string;
  url: string;
  cover: string | null;
}

const blank: ContentFields = {
  name: "",
  direction: "engage",
  folderId: null,
  expiresOn: null,
  format: "text",
  text: "",
  images: [],
  title: "",
  summary: "",
  url: "",
  cover: null,
};

/** The fields of a body; what its format has not stays empty. */
export function fieldsOfBody(body: ContentBody): Pick<ContentFields, "format" | "text" | "images" | "title" | "summary" | "url" | "cover"> {
  const { images, title, summary, url, cover } = blank;
  const empty = { format: body.format, text: body.text, images, title, summary, url, cover };
  if (body.format === "image") return { ...empty, images: body.images };
  if (body.format === "link") return { ...empty, title: body.title, summary: body.summary, url: body.url, cover: body.cover };
  return empty;
}

function bodyOf(fields: ContentFields): unknown {
  const { format, text, images, title, summary, url, cover } = fields;
  if (format === "image") return { format, text, images };
  return format === "link" ? { format, text, title, summary, url, cover } : { format, text };
}

/** The fields as they were first, what they are now, and whether they make something that can be kept. */
export function useContentForm(content: ContentDetail | null, folderId: string | null) {
  const latest = content?.versions[0]?.body;
  const start: ContentFields =
    content && latest
      ? {
          name: content.name,
          direction: content.direction,
          folderId: content.folderId,
          expiresOn: content.expiresOn,
          ...fieldsOfBody(latest),
        }
      : { ...blank, folderId };
  const [initial, setInitial] = useState(start);
  const [fields, setFields] = useState(start);
  const [urls, setUrls] = useState<Record<string, string>>(
    () => Object.assign({}, ...(content?.versions ?? []).map((version) => version.urls)) as Record<string, string>,
  );
  const parsed = ContentBody.safeParse(bodyOf(fields));
  const texts = fields.format === "link" ? [fields.text, fields.title, fields.summary] : [fields.text];
  return {
    fields,
    urls,
    set: (changes: Partial<ContentFields>) => setFields((before) => ({ ...before, ...changes })),
    addUrl: (sha256: string, url: string) => setUrls((before) => ({ ...before, [sha256]: url })),
    body: parsed.success ? parsed.data : null,
    isDirty: JSON.stringify(initial) !== JSON.stringify(fields),
    /** Takes what is there as saved. */
    settle: () => setInitial(fields),
    reset: () => setFields(initial),
    canSave: parsed.success && fields.name.trim() !== "" && texts.flatMap(findUnknownVariables).length === 0,
    flagged: parsed.success ? textsOf(parsed.data).flatMap(findFlaggedWords) : texts.flatMap(findFlaggedWords),
  };
}

export type ContentForm = ReturnType<typeof useContentForm>;

import { SaxesParser } from "saxes";

/** The fields below the root, by name; of lists, their items. */
export interface XmlFields {
  /** Empty where the field is missing. */
  text: (name: string) => string;
  /** Items of a list, whether each stands in an element or all stand in one text with commas between. */
  list: (name: string) => string[];
}

/** WeCom's callbacks are a few hundred bytes to some kilobytes. */
const MAX_LENGTH = 256_000;
/** Root, field, item. */
const MAX_DEPTH = 3;

/** Null for what is no such document: a document type, an entity of its own, other depths or sizes are refused unread. */
export function readFields(xml: string): XmlFields | null {
  if (xml.length > MAX_LENGTH) return null;
  try {
    return fieldsOf(parse(xml));
  } catch {
    return null;
  }
}

function parse(xml: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  const path: string[] = [];
  let text = "";
  const parser = new SaxesParser();
  const stop = (reason: string) => {
    throw new Error(reason);
  };
  const take = (chunk: string) => {
    text += chunk;
  };
  parser.on("error", (error) => stop(error.message));
  parser.on("doctype", () => stop("doctype"));
  parser.on("opentag", ({ name }) => {
    path.push(name);
    if (path.length > MAX_DEPTH) stop("depth");
    text = "";
  });
  parser.on("text", take);
  parser.on("cdata", take);
  parser.on("closetag", () => {
    const field = path[1];
    const isLeaf = text.trim() !== "" || path.length === 2;
    if (field && isLeaf)
      fields
        .set(field, fields.get(field) ?? [])
        .get(field)
        ?.push(text.trim());
    text = "";
    path.pop();
  });
  parser.write(xml).close();
  return fields;
}

function fieldsOf(fields: ReadonlyMap<string, string[]>): XmlFields {
  return {
    text: (name) => fields.get(name)?.[0] ?? "",
    list: (name) =>
      (fields.get(name) ?? [])
        .flatMap((text) => text.split(","))
        .map((item) => item.trim())
        .filter(Boolean),
  };
}

/** What a callback's body carries: who it is for, and the sealed text. */
export interface CallbackEnvelope {
  toUserName: string;
  agentId: string;
  encrypted: string;
}

export function readEnvelope(xml: string): CallbackEnvelope | null {
  const fields = readFields(xml);
  const encrypted = fields?.text("Encrypt");
  return fields && encrypted ? { toUserName: fields.text("ToUserName"), agentId: fields.text("AgentID"), encrypted } : null;
}

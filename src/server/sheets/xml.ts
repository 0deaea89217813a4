import type { Readable } from "node:stream";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { Refusal } from "../../lib/refusal.ts";

export interface XmlEars {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/** `x:row` is `row`: some writers prefix every name. */
const bare = (name: string) => name.slice(name.indexOf(":") + 1);

/** Tells the ears of a document piece by piece, and yields after each so that what was heard can be taken. Entities are never made up. */
export async function* hearXml(bytes: Readable, ears: XmlEars): AsyncGenerator<void> {
  const decoder = new TextDecoder("utf-8");
  const parser = new SaxesParser();
  let fault: Error | undefined;
  parser.on("error", (error) => (fault ??= error));
  parser.on("opentag", (tag: SaxesTagPlain) => ears.open?.(bare(tag.name), tag.attributes));
  parser.on("text", (text) => ears.text?.(text));
  parser.on("cdata", (text) => ears.text?.(text));
  parser.on("closetag", (tag) => ears.close?.(bare(tag.name)));
  const check = () => {
    if (fault) throw new Refusal("invalid", "sheets.xlsx-broken", { near: fault.message.slice(0, 80) });
  };
  try {
    for await (const piece of bytes) {
      parser.write(decoder.decode(piece, { stream: true }));
      check();
      yield;
    }
    parser.close();
    check();
    yield;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("invalid", "sheets.xlsx-broken", { near: error instanceof Error ? error.message.slice(0, 80) : "" });
  } finally {
    bytes.destroy();
  }
}

/** Hears a small document to its end. */
export async function hearAll(bytes: Readable, ears: XmlEars): Promise<void> {
  for await (const _ of hearXml(bytes, ears));
}

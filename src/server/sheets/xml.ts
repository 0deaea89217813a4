import type { Readable } from "node:stream";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import { Refusal } from "../../lib/refusal.ts";
import { MOST_CHARACTERS } from "./format.ts";

export interface XmlEars {
  open?: (name: string, attributes: Record<string, string>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
}

/** Characters that the parser may gather before it tells something: of a longest cell, most of it written as entities. */
const MOST_UNTOLD = 4_000_000;
/** Characters of a document that is no table. */
const MOST_SMALL = 32 * 1024 * 1024;

/** `x:row` is `row`: some writers prefix every name. */
const bare = (name: string) => name.slice(name.indexOf(":") + 1);

/** Tells the ears of a document piece by piece, and yields the length of each so that what was heard can be taken. Entities are never made up. */
export async function* hearXml(bytes: Readable, ears: XmlEars): AsyncGenerator<number> {
  const decoder = new TextDecoder("utf-8");
  const parser = new SaxesParser();
  let fault: Error | undefined;
  let untold = 0;
  parser.on("error", (error) => (fault ??= error));
  const heard =
    <T>(hear: (told: T) => void) =>
    (told: T): void => {
      untold = 0;
      hear(told);
    };
  parser.on(
    "opentag",
    heard((tag: SaxesTagPlain) => ears.open?.(bare(tag.name), tag.attributes)),
  );
  parser.on(
    "text",
    heard((text: string) => ears.text?.(text)),
  );
  parser.on(
    "cdata",
    heard((text: string) => ears.text?.(text)),
  );
  parser.on(
    "closetag",
    heard((tag: SaxesTagPlain) => ears.close?.(bare(tag.name))),
  );
  const check = () => {
    if (fault) throw new Refusal("invalid", "sheets.xlsx-broken", { near: fault.message.slice(0, 80) });
  };
  try {
    for await (const piece of bytes) {
      const text = decoder.decode(piece, { stream: true });
      untold += text.length;
      parser.write(text);
      check();
      if (untold > MOST_UNTOLD) throw new Refusal("invalid", "sheets.text-too-long", { most: MOST_CHARACTERS });
      yield text.length;
    }
    parser.close();
    check();
    yield 0;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("invalid", "sheets.xlsx-broken", { near: error instanceof Error ? error.message.slice(0, 80) : "" });
  } finally {
    bytes.destroy();
  }
}

/** Hears a small document to its end. */
export async function hearAll(bytes: Readable, ears: XmlEars): Promise<void> {
  let characters = 0;
  for await (const more of hearXml(bytes, ears)) {
    characters += more;
    if (characters > MOST_SMALL) throw new Refusal("invalid", "sheets.bomb", { ratio: 0 });
  }
}

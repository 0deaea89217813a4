import { createHash } from "node:crypto";
import type { Context } from "../../server/context.ts";
import { readBrandSettings } from "../brands/index.ts";
import { marketingNote, marketingSentence, privacyNotice, type Section, type Versioned } from "./privacy-text.rules.ts";

export interface PrivacyTexts {
  notice: Versioned<Section[]>;
  marketing: Versioned<string>;
  marketingNote: string;
  contact: string;
  phoneColor: string;
  messageTextDays: number;
}

/** The brand's texts of privacy as they are now, each with its version. */
export async function readTexts(ctx: Context): Promise<PrivacyTexts> {
  const settings = await readBrandSettings(ctx);
  const facts = { ...settings, brandName: ctx.brand.name, contact: settings.privacyContact.trim() };
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  return {
    notice: privacyNotice(facts, hash, ctx.language),
    marketing: marketingSentence(facts, hash, ctx.language),
    marketingNote: marketingNote(facts, ctx.language),
    contact: facts.contact,
    phoneColor: settings.phoneColor,
    messageTextDays: settings.messageTextDays,
  };
}

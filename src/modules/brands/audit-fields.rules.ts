import { auditFields } from "../../lib/audit-fields.ts";
import type { Bilingual, Language } from "../../lib/language.ts";
import { permissionWord } from "./permission-words.rules.ts";

const fields: Readonly<Record<string, Bilingual>> = auditFields;

export function fieldName(field: string, language: Language): string {
  return fields[field]?.[language] ?? permissionWord(field, language);
}

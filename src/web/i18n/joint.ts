import i18next from "i18next";

/** What stands between the items of a list, the parts of a line, or sentences. */
export function joint(of: "items" | "parts" | "sentences"): string {
  return i18next.t(`ui:joint.${of}`);
}

/** `name：value`, `name: value` */
export function pair(name: string, value: string): string {
  return i18next.t("ui:joint.pair", { name, value });
}

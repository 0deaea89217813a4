import i18next from "i18next";

/** A number before a Chinese unit: `8,996 ` and `23.21 万`, so that digits never touch the unit; other sentences have their own spaces. */
export function spaced(formatted: string): string {
  return i18next.language === "zh-CN" && /\d$/.test(formatted) ? `${formatted} ` : formatted;
}

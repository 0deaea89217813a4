import type { useTranslation } from "react-i18next";
import { settings } from "../../../web/i18n/zh-CN/settings.ts";

type Words = ReturnType<typeof useTranslation<["settings", "shell"]>>["t"];
type Area = keyof typeof settings.roles.areas;

const isArea = (area: string): area is Area => area in settings.roles.areas;

/** Permissions by what they are about, in the order they come. */
export function permissionAreas(permissions: readonly string[]): { area: string; names: string[] }[] {
  const areas = Map.groupBy(permissions, (permission) => {
    const area = permission.split(".")[0] ?? "";
    return area === "costs" ? "orders" : area;
  });
  return [...areas].map(([area, names]) => ({ area, names }));
}

/** An area in words; one that has none is named as it is. */
export function areaWord(t: Words, area: string): string {
  return isArea(area) ? t(`settings:roles.areas.${area}`) : area;
}

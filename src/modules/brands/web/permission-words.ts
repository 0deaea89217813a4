import type { useTranslation } from "react-i18next";
import { settings } from "../../../web/i18n/zh-CN/settings.ts";

type Words = ReturnType<typeof useTranslation<["settings", "shell"]>>["t"];
type Area = keyof typeof settings.roles.areas;
type Name = keyof typeof settings.roles.names;

const isArea = (area: string): area is Area => area in settings.roles.areas;
const isName = (name: string): name is Name => name in settings.roles.names;

/** Permissions by what they are about, in the order they come. */
export function permissionAreas(permissions: readonly string[]): { area: string; names: string[] }[] {
  const areas = Map.groupBy(permissions, (permission) => {
    const area = permission.split(".")[0] ?? "";
    return area === "costs" ? "orders" : area;
  });
  return [...areas].map(([area, names]) => ({ area, names }));
}

/** Words of areas and permissions; one that has none is named as it is. */
export function permissionWords(t: Words): { area: (area: string) => string; name: (permission: string) => string } {
  return {
    area: (area) => (isArea(area) ? t(`settings:roles.areas.${area}`) : area),
    name: (permission) => (isName(permission) ? t(`settings:roles.names.${permission}`) : permission),
  };
}

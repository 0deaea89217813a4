import { describe, expect, it } from "vitest";
import { settings } from "../../../web/i18n/zh-CN/settings.ts";
import { permissionNames } from "../roles.rules.ts";
import { permissionAreas } from "./permission-areas.ts";

describe("the areas of permissions", () => {
  it("have their words", () => {
    const areas = permissionAreas(permissionNames).map((one) => one.area);
    expect(areas.filter((area) => !Object.hasOwn(settings.roles.areas, area))).toEqual([]);
  });
});

import { expect, test } from "vitest";
import type { SessionBrand } from "../modules/brands/brands.contract.ts";
import { brandState } from "./brand-state.ts";

const base: SessionBrand = {
  slug: "heyu",
  name: "禾屿鲜果",
  zone: "Asia/Shanghai",
  offsetMinutes: 480,
  currency: "CNY",
  heldAt: null,
  language: "zh-CN",
  staff: {
    id: "018f0000-0000-7000-8000-000000000001",
    name: "何穗",
    orgId: "018f0000-0000-7000-8000-000000000002",
    orgName: "总部",
    roles: ["operator"],
  },
  permissions: [],
  cities: 3,
  districts: 12,
};

test("of several grants of one permission the widest counts", () => {
  const state = brandState(
    {
      ...base,
      permissions: [
        { permission: "groups.read", scope: "own" },
        { permission: "groups.read", scope: "brand" },
        { permission: "groups.read", scope: "subtree" },
      ],
    },
    { id: "u", name: "何穗" },
  );
  expect(state.scopeOf("groups.read")).toBe("brand");
  expect(state.can("groups.read")).toBe(true);
  expect(state.can("groups.stamp")).toBe(false);
  expect(state.scopeOf("groups.stamp")).toBeUndefined();
});

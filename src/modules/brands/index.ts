export type { BrandSettings, Role } from "./brands.contract.ts";
export { makeLoginPasswordLink } from "./account.actions.ts";
export { addStaff, type BrandMaker, createBrand, findStaffActor } from "./brand.actions.ts";
export { accessOrgUnit, accessOrgUnits, addOrgUnit, atOrBelow, listUnitsBelow, rootFor } from "./org.actions.ts";
export { changeBrandSettings, readBrandSettings } from "./settings.actions.ts";
export { exceedingGrant } from "./roles.rules.ts";

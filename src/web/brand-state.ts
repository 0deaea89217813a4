import type { SessionBrand } from "../modules/brands/brands.contract.ts";

export type ScopeName = SessionBrand["permissions"][number]["scope"];

export interface BrandState extends SessionBrand {
  user: { id: string; name: string };
  can: (permission: string) => boolean;
  /** How far a permission reaches; undefined where it is not held. */
  scopeOf: (permission: string) => ScopeName | undefined;
}

const width: Record<ScopeName, number> = { own: 1, subtree: 2, brand: 3 };

/** The brand of the page with what its signed-in staff member may do. */
export function brandState(brand: SessionBrand, user: { id: string; name: string }): BrandState {
  const reach = new Map<string, ScopeName>();
  for (const { permission, scope } of brand.permissions) {
    const known = reach.get(permission);
    if (!known || width[scope] > width[known]) reach.set(permission, scope);
  }
  return { ...brand, user, can: (permission) => reach.has(permission), scopeOf: (permission) => reach.get(permission) };
}

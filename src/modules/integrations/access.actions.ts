import { Refusal } from "../../lib/refusal.ts";
import { type Context, requirePermission } from "../../server/context.ts";

/** Keys and webhooks are the brand's: who manages a part of it neither makes nor changes them, and learns no secret. */
export function requireWholeBrand(ctx: Context): void {
  if (requirePermission(ctx, "integrations.manage") !== "brand") throw new Refusal("forbidden", "integrations.brand-only");
}

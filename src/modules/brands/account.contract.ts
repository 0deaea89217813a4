import { z } from "zod";
import { defineEndpoint, Done, Id, Instant } from "../../lib/define.ts";
import { Password } from "./brands.contract.ts";

/** One's own password; every other session of the person ends. */
export const changePasswordEndpoint = defineEndpoint({
  method: "POST",
  path: "/session/change-password",
  audience: "user",
  perMinute: 20,
  input: z.object({ current: z.string().min(1).max(128), password: Password }),
  output: Done,
});
/**
 * A link for a colleague who lost his password: with it he sets a new one and is signed in, once, within a day. Needs
 * `brands.staff` in the brand; refused for people who also work for another brand, since a login is theirs everywhere.
 */
export const makePasswordLinkEndpoint = defineEndpoint({
  method: "POST",
  path: "/staff/password-link",
  audience: "user",
  perMinute: 20,
  input: z.object({ brand: z.string().max(60), staffId: Id }),
  output: z.object({ token: z.string(), expiresAt: Instant }),
});
export const setPasswordEndpoint = defineEndpoint({
  method: "POST",
  path: "/session/new-password",
  audience: "anyone",
  perMinute: 20,
  input: z.object({ token: z.string().min(8).max(200), password: Password }),
  output: Done,
});

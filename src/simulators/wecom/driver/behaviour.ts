import { z } from "zod";
import { NotPossible, need } from "../find.ts";
import { SwitchesPart } from "../switches.ts";
import { action, Nothing } from "./actions.ts";

/** How the platform behaves, its time, its console, and what it has counted. */
export const behaviourActions = {
  setSwitches: action(SwitchesPart, (world, part) => {
    world.setSwitches(part);
    return world.switches;
  }),
  switches: action(Nothing, (world) => world.switches),
  /** Moves time on, holds it, or lets it run with the machine's. */
  clock: action(
    z.object({ advanceMs: z.int().min(0).optional(), held: z.boolean().optional() }),
    async ({ clock }, { advanceMs, held }) => {
      if (held === true) clock.hold();
      if (held === false) clock.go();
      if (advanceMs !== undefined) await clock.advance(advanceMs);
      return { nowMs: clock.now(), isHeld: clock.isHeld };
    },
  ),
  expireTokens: action(z.object({ agentId: z.int().optional() }), ({ tokens }, { agentId }) => tokens.expireEarly(agentId)),
  /** Takes an app out of 可调用接口的应用, or puts it back. */
  setMayContact: action(z.object({ agentId: z.int(), mayContact: z.boolean() }), ({ state }, { agentId, mayContact }) => {
    need(state.apps.get(agentId), `app ${agentId}`).mayContact = mayContact;
  }),
  /** Saves an app's callback address as the console does: only after it has answered the check. */
  setCallback: action(
    z.object({
      agentId: z.int().optional(),
      url: z.url(),
      token: z.string().regex(/^[a-zA-Z0-9]{1,32}$/),
      aesKey: z.string().regex(/^[a-zA-Z0-9]{43}$/),
      verify: z.boolean().default(true),
    }),
    async ({ state, callbacks }, { agentId, verify, ...callback }) => {
      const app = need(agentId === undefined ? [...state.apps.values()][0] : state.apps.get(agentId), `app ${agentId ?? ""}`);
      if (verify)
        await callbacks
          .verify(callback)
          .catch((error: unknown) =>
            Promise.reject(new NotPossible(error instanceof Error ? error.message : "The address could not be checked.")),
          );
      app.callback = callback;
      return { agentId: app.agentId };
    },
  ),
  removeCallback: action(z.object({ agentId: z.int().optional() }), ({ state }, { agentId }) => {
    for (const app of state.apps.values()) if (agentId === undefined || app.agentId === agentId) delete app.callback;
  }),
  /** Waits until every callback that is due has been delivered or given up. */
  settle: action(Nothing, async ({ callbacks }) => {
    await callbacks.idle();
    return callbacks.counts();
  }),
  callbacks: action(Nothing, ({ callbacks }) => ({ counts: callbacks.counts(), recent: callbacks.recent() })),
  /** Calls by API and code, limits broken, tokens given. */
  counts: action(Nothing, ({ calls, limits, tokens, callbacks }) => ({
    calls: Object.fromEntries([...calls].map(([api, codes]) => [api, Object.fromEntries(codes)])),
    breaches: limits.report(),
    used: limits.used(),
    tokensGiven: tokens.given(),
    callbacks: callbacks.counts(),
  })),
  clearCounts: action(Nothing, ({ calls, limits }) => {
    calls.clear();
    limits.clear();
  }),
};

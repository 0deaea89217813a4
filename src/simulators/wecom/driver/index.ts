import type { z } from "zod";
import type { World } from "../world.ts";
import { behaviourActions } from "./behaviour.ts";
import { chatActions } from "./chats.ts";
import { peopleActions } from "./people.ts";
import { scaleActions } from "./scale.ts";
import { taskActions } from "./tasks.ts";
import { truthActions } from "./truth.ts";
import { viewActions } from "./views.ts";

/** All a driver can ask, by name: `POST /driver/<name>` with the input as JSON, or the function of that name. */
export const driverActions = {
  ...peopleActions,
  ...chatActions,
  ...taskActions,
  ...scaleActions,
  ...behaviourActions,
  ...truthActions,
  ...viewActions,
};

type Actions = typeof driverActions;
/** The driver as functions. In process and over HTTP it is the same. */
export type Driver = { [K in keyof Actions]: (input?: z.input<Actions[K]["input"]>) => Promise<Awaited<ReturnType<Actions[K]["run"]>>> };

const isAction = (name: string): name is keyof Actions => Object.hasOwn(driverActions, name);

/** Carries out one request of a driver. */
export async function drive(world: World, name: string, input: unknown): Promise<unknown> {
  if (!isAction(name)) throw new TypeError(`There is no driver action ${name}.`);
  const { input: schema, run } = driverActions[name] as { input: z.ZodType; run: (world: World, input: unknown) => unknown };
  return run(world, schema.parse(input ?? {}));
}

/** A driver of functions over anything that carries a name and an input. */
export function driverOver(ask: (name: string, input: unknown) => Promise<unknown>): Driver {
  return Object.fromEntries(Object.keys(driverActions).map((name) => [name, (input?: unknown) => ask(name, input)])) as Driver;
}

/** A driver of a simulator in another process. */
export function driverAt(url: string): Driver {
  return driverOver(async (name, input) => {
    const answer = await fetch(`${url}/driver/${name}`, { method: "POST", body: JSON.stringify(input ?? {}) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${name}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  });
}

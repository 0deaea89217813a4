export { findKeyActor, findKeyActorById, homeOfKey } from "./keys.actions.ts";

import { z } from "zod";
import { Day, defineEvent, Id } from "../../lib/define.ts";

const Stage = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);

/** A group's stage of now is another than before: `day` is the first it holds for. */
export const stageChanged = defineEvent("insight.stage-changed", z.object({ groupId: Id, from: Stage, to: Stage, day: Day }));
/** A group was found dying; `value` is how many days it had been by then. */
export const dyingFound = defineEvent(
  "insight.dying-found",
  z.object({ groupId: Id, reason: z.enum(["silent", "fading"]), since: Day, value: z.number().int() }),
);
export const dyingEnded = defineEvent("insight.dying-ended", z.object({ groupId: Id, since: Day }));

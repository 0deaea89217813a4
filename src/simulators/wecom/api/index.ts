import { accountApis } from "./account.ts";
import type { Apis } from "./ask.ts";
import { chatApis } from "./chats.ts";
import { customerApis } from "./customers.ts";
import { staffApis } from "./staff.ts";
import { tagApis } from "./tags.ts";

/** Every call the simulator answers, by its path below `/cgi-bin/`. */
export const apis: Apis = { ...accountApis, ...staffApis, ...customerApis, ...tagApis, ...chatApis };

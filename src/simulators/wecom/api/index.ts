import { accountApis } from "./account.ts";
import type { Apis } from "./ask.ts";
import { chatApis } from "./chats.ts";
import { contactWayApis } from "./contact-ways.ts";
import { customerApis } from "./customers.ts";
import { joinWayApis } from "./join-ways.ts";
import { massApis } from "./mass.ts";
import { mediaApis } from "./media.ts";
import { messageApis } from "./messages.ts";
import { staffApis } from "./staff.ts";
import { statisticsApis } from "./statistics.ts";
import { tagApis } from "./tags.ts";
import { welcomeApis } from "./welcomes.ts";

/** Every call the simulator answers, by its path below `/cgi-bin/`. */
export const apis: Apis = {
  ...accountApis,
  ...staffApis,
  ...customerApis,
  ...tagApis,
  ...chatApis,
  ...contactWayApis,
  ...joinWayApis,
  ...massApis,
  ...welcomeApis,
  ...statisticsApis,
  ...mediaApis,
  ...messageApis,
};

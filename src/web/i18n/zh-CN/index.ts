import { contents } from "./contents.ts";
import { errors } from "./errors.ts";
import { groups } from "./groups.ts";
import { insight } from "./insight.ts";
import { members } from "./members.ts";
import { exports } from "./exports.ts";
import { flows } from "./flows.ts";
import { messages } from "./messages.ts";
import { newSend } from "./new-send.ts";
import { openings } from "./openings.ts";
import { orders } from "./orders.ts";
import { sends } from "./sends.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { tasks } from "./tasks.ts";
import { ui } from "./ui.ts";

/** One dictionary an area; a page adds its own here and reads it with `useTranslation("area")`. */
export const zhCN = { contents, errors, exports, flows, groups, insight, members, messages, newSend, openings, orders, sends, settings, shell, tasks, ui };

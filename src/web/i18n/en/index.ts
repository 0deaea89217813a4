import type { WordsLike } from "../words-like.ts";
import type { zhCN } from "../zh-CN/index.ts";
import { connections } from "./connections.ts";
import { contents } from "./contents.ts";
import { errors } from "./errors.ts";
import { exports } from "./exports.ts";
import { flows } from "./flows.ts";
import { groups } from "./groups.ts";
import { imports } from "./imports.ts";
import { integrations } from "./integrations.ts";
import { insight } from "./insight.ts";
import { members } from "./members.ts";
import { messages } from "./messages.ts";
import { newSend } from "./new-send.ts";
import { openings } from "./openings.ts";
import { orders } from "./orders.ts";
import { sends } from "./sends.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { talkMonths } from "./talk-months.ts";
import { tasks } from "./tasks.ts";
import { ui } from "./ui.ts";
import { views } from "./views.ts";
import { wecom } from "./wecom.ts";

/** The same words as in Chinese, area by area; a word that is missing or too many is a type error. */
export const en: WordsLike<typeof zhCN> = {
  connections,
  contents,
  errors,
  exports,
  flows,
  groups,
  imports,
  insight,
  integrations,
  members,
  messages,
  newSend,
  openings,
  orders,
  sends,
  settings,
  shell,
  talkMonths,
  tasks,
  ui,
  views,
  wecom,
};

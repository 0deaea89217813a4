import { errors } from "./errors.ts";
import { groups } from "./groups.ts";
import { members } from "./members.ts";
import { newSend } from "./new-send.ts";
import { sends } from "./sends.ts";
import { shell } from "./shell.ts";
import { tasks } from "./tasks.ts";
import { ui } from "./ui.ts";

/** One dictionary an area; a page adds its own here and reads it with `useTranslation("area")`. */
export const zhCN = { errors, groups, members, newSend, sends, shell, tasks, ui };

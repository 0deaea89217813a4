import { errors } from "./errors.ts";
import { shell } from "./shell.ts";
import { ui } from "./ui.ts";

/** One dictionary an area; a page adds its own here and reads it with `useTranslation("area")`. */
export const zhCN = { errors, shell, ui };

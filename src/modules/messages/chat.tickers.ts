import { defineTicker } from "../../server/module.ts";
import { forgetOldPictures } from "./chat-pictures.actions.ts";

export const chatTickers = [defineTicker("messages.forget-old-pictures", 3_600_000, forgetOldPictures)];

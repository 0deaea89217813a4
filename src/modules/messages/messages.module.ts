import type { Module } from "../../server/module.ts";
import { messagesReactions } from "./messages.reactions.ts";
import { messagesRoutes } from "./messages.routes.ts";
import { messagesTickers } from "./messages.tickers.ts";

export const messagesModule: Module = { name: "messages", routes: messagesRoutes, reactions: messagesReactions, tickers: messagesTickers };

import type { Module } from "../../server/module.ts";
import { chatReactions } from "./chat.reactions.ts";
import { chatRoutes, serveUploads } from "./chat.routes.ts";
import { chatTickers } from "./chat.tickers.ts";
import { serveLive } from "./live-socket.live.ts";
import { messagesReactions } from "./messages.reactions.ts";
import { messagesExports } from "./messages.exports.ts";
import { messagesRoutes } from "./messages.routes.ts";
import { messagesTickers } from "./messages.tickers.ts";

export const messagesModule: Module = {
  name: "messages",
  exports: messagesExports,
  routes: [...messagesRoutes, ...chatRoutes],
  reactions: [...messagesReactions, ...chatReactions],
  tickers: [...messagesTickers, ...chatTickers],
  serve: async (raw) => {
    await serveUploads(raw);
    serveLive(raw);
  },
};

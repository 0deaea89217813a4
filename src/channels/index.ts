import type { Channel, ChannelKind } from "./channel.ts";
import { manualChannel } from "./manual/manual.channel.ts";
import { webChannel } from "./web/web.channel.ts";

const channels = new Map<ChannelKind, Channel>([webChannel, manualChannel].map((channel) => [channel.kind, channel]));

/** The channel of that name, where this product carries it. */
export function channelOf(kind: string): Channel | undefined {
  return channels.get(kind as ChannelKind);
}

/** Takes a further channel in: those that need a connection, and the tests' platform. */
export function registerChannel(channel: Channel): void {
  channels.set(channel.kind, channel);
}

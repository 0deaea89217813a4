import type { Channel, ChannelKind } from "./channel.ts";
import { manualChannel } from "./manual/manual.channel.ts";
import { webChannel } from "./web/web.channel.ts";
import { wecomChannel } from "./wecom/wecom.channel.ts";

/** The channels of the product itself. */
export const ownChannels: readonly Channel[] = [webChannel, manualChannel, wecomChannel];

const channels = new Map<ChannelKind, Channel>(ownChannels.map((channel) => [channel.kind, channel]));

/** The channel of that name, where this product carries it. */
export function channelOf(kind: string): Channel | undefined {
  return channels.get(kind as ChannelKind);
}

/** Takes a further channel in: those that need a connection, and the tests' platform. */
export function registerChannel(channel: Channel): void {
  channels.set(channel.kind, channel);
}

/** Channels whose people confirm a send in the platform's own app. */
export function platformConfirmed(): ChannelKind[] {
  return [...channels.values()].filter((channel) => channel.capabilities.confirmedOnPlatform).map((channel) => channel.kind);
}

/** Channels where a person confirms what is sent. */
export function confirmedChannels(): ChannelKind[] {
  return [...channels.values()].filter((channel) => channel.capabilities.confirmedByPerson).map((channel) => channel.kind);
}

/** Channels whose platform bounds what a group gets by a rule of its own. */
export function platformCapped(): ChannelKind[] {
  return [...channels.values()].filter((channel) => channel.capabilities.platformCap).map((channel) => channel.kind);
}

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

const kindsThat = (can: (capabilities: Channel["capabilities"]) => unknown): ChannelKind[] =>
  [...channels.values()].filter((channel) => can(channel.capabilities)).map((channel) => channel.kind);

/** Channels whose people confirm a send in the platform's own app. */
export const platformConfirmed = () => kindsThat((one) => one.confirmedOnPlatform);

/** Channels where a person confirms what is sent. */
export const confirmedChannels = () => kindsThat((one) => one.confirmedByPerson);

/** Channels whose platform bounds what a group gets by a rule of its own. */
export const platformCapped = () => kindsThat((one) => one.platformCap);

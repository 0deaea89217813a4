/**
 * What a group's platform tells of it. `talk`: who says what; `seats`: who comes and goes. WeCom tells comings and goings of customer
 * groups, and of talk only sums by owner and day unless the brand pays for the session archive; a WeChat group worked by hand tells neither.
 */
export const channelCoverage: Record<string, { seats: boolean; talk: "exact" | "owner" | "none" }> = {
  web: { seats: true, talk: "exact" },
  wecom: { seats: true, talk: "owner" },
  qq: { seats: true, talk: "none" },
  manual: { seats: false, talk: "none" },
};

const names = Object.keys(channelCoverage);

/** Channels of which it is not known who sits in a group. A channel that is not listed is taken to tell all. */
export const blindChannels = names.filter((name) => channelCoverage[name]?.seats === false);
/** Channels of which it is not known who says what. */
export const muteChannels = names.filter((name) => channelCoverage[name]?.talk !== "exact");
/** Channels of which talk is not known, or not whose. */
export const untoldTalk = [...new Set([...blindChannels, ...muteChannels])];
/** Channels that tell talk by owner only. */
export const ownerOnlyChannels = names.filter((name) => channelCoverage[name]?.talk === "owner");

import { useTranslation } from "react-i18next";

const channels = ["web", "wecom", "qq", "manual"] as const;

/** What carries a group's messages, in words; a channel without a word goes by its own name. */
export function useChannelName(): (channel: string) => string {
  const { t } = useTranslation("groups");
  return (channel) => {
    const known = channels.find((each) => each === channel);
    return known ? t(`channel.${known}`) : channel;
  };
}

import { useTranslation } from "react-i18next";
import { useBrand } from "../brand.tsx";
import { useGo } from "../ui/link.tsx";
import { Tabs } from "../ui/tabs.tsx";

const parts = ["connection", "sync", "staff", "codes", "welcome", "figures"] as const;
export type ChannelPart = (typeof parts)[number];

/** The pages of one connection, those the person may see. */
export function ChannelTabs({ connectionId, current }: { connectionId: string; current: ChannelPart }) {
  const { t } = useTranslation("wecom");
  const brand = useBrand();
  const go = useGo();
  const seen = parts.filter((part) => brand.can(part === "connection" ? "connections.read" : "wecom.read"));
  return (
    <Tabs
      label={t("tabs.label")}
      tabs={seen.map((value) => ({ value, label: t(`tabs.${value}`) }))}
      value={current}
      onChange={(part) => go(part === "connection" ? `settings/channels/${connectionId}` : `settings/channels/${connectionId}/${part}`)}
    />
  );
}

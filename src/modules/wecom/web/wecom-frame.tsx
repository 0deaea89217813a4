import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { type ChannelPart, ChannelTabs } from "../../../web/console/channel-tabs.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { listConnectionsEndpoint } from "../../connections/connections.contract.ts";
import "./wecom.css";

interface WecomFrameProps {
  connectionId: string;
  part: ChannelPart;
  facts?: ReactNode;
  actions?: ReactNode;
  /** True gives the content room around it; tables run from edge to edge. */
  padded?: boolean;
  children: ReactNode;
}

/** A page of a WeCom connection under its tabs. */
export function WecomFrame({ connectionId, part, facts, actions, padded = false, children }: WecomFrameProps) {
  const { t } = useTranslation("wecom");
  const connections = useEndpoint(listConnectionsEndpoint, {});
  const name = connections.data?.items.find((one) => one.id === connectionId)?.name;
  return (
    <Page title={name ?? t("what")} crumbs={[{ label: t("crumb"), to: "settings/channels" }]} facts={facts} actions={actions} flush>
      <div className="subbar">
        <ChannelTabs connectionId={connectionId} current={part} />
      </div>
      {padded ? <div className="wc-body">{children}</div> : children}
    </Page>
  );
}

import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Page } from "../../../web/ui/page.tsx";
import { Tabs } from "../../../web/ui/tabs.tsx";
import "../../../web/ui/table.css";
import "./settings.css";

const sections = [
  { value: "org", permission: "groups.read" },
  { value: "staff", permission: "groups.read" },
  { value: "brand", permission: "brands.manage" },
  { value: "roles", permission: "brands.staff" },
  { value: "audit", permission: "brands.audit" },
  { value: "exports", permission: "groups.read" },
  { value: "channels", permission: "connections.read" },
  { value: "integrations", permission: "integrations.manage" },
  { value: "inbox", permission: "brands.manage" },
  { value: "health", permission: "brands.manage" },
] as const;

interface SettingsFrameProps {
  section: (typeof sections)[number]["value"];
  facts?: ReactNode;
  aside?: ReactNode;
  actions?: ReactNode;
  /** True keeps 24 px around the content; tables run from edge to edge. */
  padded?: boolean;
  children: ReactNode;
}

/** A page of 设置 under the sections the person may see. */
export function SettingsFrame({ section, facts, aside, actions, padded = false, children }: SettingsFrameProps) {
  const { t } = useTranslation("settings");
  const brand = useBrand();
  const go = useGo();
  const tabs = sections.filter((one) => brand.can(one.permission)).map(({ value }) => ({ value, label: t(`sections.${value}`) }));
  return (
    <Page title={t("title")} facts={facts} aside={aside} actions={actions} flush>
      <div className="subbar settings-head">
        <Tabs label={t("sections.label")} tabs={tabs} value={section} onChange={(value) => go(`settings/${value}`)} />
      </div>
      {padded ? <div className="settings-body">{children}</div> : children}
    </Page>
  );
}

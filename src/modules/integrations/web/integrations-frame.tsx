import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useGo } from "../../../web/ui/link.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { SettingsFrame } from "../../brands/web/settings-frame.tsx";
import "./integrations.css";

const parts = ["keys", "webhooks", "deliveries", "api"] as const;
type Part = (typeof parts)[number];

const pathOf = (part: Part) => (part === "keys" ? "settings/integrations" : `settings/integrations/${part}`);

interface FrameProps {
  part: Part;
  facts?: ReactNode;
  actions?: ReactNode;
  /** Search and conditions, beside the choice of the part. */
  filters?: ReactNode;
  children: ReactNode;
}

/** A page of 设置 → 接口 under its four parts. */
export function IntegrationsFrame({ part, facts, actions, filters, children }: FrameProps) {
  const { t } = useTranslation("integrations");
  const go = useGo();
  return (
    <SettingsFrame section="integrations" facts={facts} actions={actions}>
      <div className="filters">
        <Segmented
          label={t("parts.label")}
          options={parts.map((value) => ({ value, label: t(`parts.${value}`) }))}
          value={part}
          onChange={(value) => go(pathOf(value))}
        />
        {filters}
      </div>
      {children}
    </SettingsFrame>
  );
}

import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { listOrgUnitsEndpoint } from "../../brands/brands.contract.ts";
import { changeCorpEndpoint, showCorpEndpoint } from "../sync.contract.ts";

const WHOLE = "";

/** Where groups go whose owner is nobody we know. */
export function PlacePanel({ connectionId, orgId }: { connectionId: string; orgId: string | null }) {
  const { t } = useTranslation("wecom");
  const brand = useBrand();
  const units = useEndpoint(listOrgUnitsEndpoint, {});
  const change = useAction(changeCorpEndpoint, { invalidates: [showCorpEndpoint], onDone: () => toast(t("saved")), onFailed: errorToast });
  if (!brand.can("wecom.manage")) return null;
  const options = [
    { value: WHOLE, label: t("sync.placeWhole") },
    ...(units.data?.items ?? []).map((unit) => ({ value: unit.id, label: unit.name })),
  ];
  return (
    <Panel padded title={t("sync.place")}>
      <div className="wc-words">
        <Select
          aria-label={t("sync.place")}
          style={{ width: 240 }}
          showSearch
          optionFilterProp="label"
          options={options}
          value={orgId ?? WHOLE}
          loading={change.isPending}
          onChange={(value: string) => change.mutate({ connectionId, orgId: value === WHOLE ? null : value })}
        />
        <span className="mut sm12">{t("sync.placeHint")}</span>
      </div>
    </Panel>
  );
}

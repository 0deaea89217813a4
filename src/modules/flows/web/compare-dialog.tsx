import { Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { diffSpecs } from "../diff.rules.ts";
import { type FlowDetail, listFlowVersionsEndpoint } from "../flows.contract.ts";
import type { FlowSpec } from "../spec.contract.ts";
import { ChangeList } from "./change-list.tsx";

const DRAFT = 0;

/** Two versions, or a version and the draft, side by side as the changes between them. */
export function CompareDialog({ flow, draft, onClose }: { flow: FlowDetail; draft: FlowSpec; onClose: () => void }) {
  const { t } = useTranslation("flows");
  const versions = useEndpoint(listFlowVersionsEndpoint, { flowId: flow.id }).data?.items ?? [];
  const current = flow.published?.version ?? flow.latestVersion;
  const isDraftNew = flow.published !== null && diffSpecs(flow.published.spec, draft).length > 0;
  const [from, setFrom] = useState(isDraftNew ? current : Math.max(1, current - 1));
  const [to, setTo] = useState(isDraftNew ? DRAFT : current);
  const specOf = (version: number) => (version === DRAFT ? draft : versions.find((one) => one.version === version)?.spec);
  const options = [
    { value: DRAFT, label: t("versions.draft") },
    ...versions.map((one) => ({ value: one.version, label: `v${one.version}${one.isRunning ? ` · ${t("versions.running")}` : ""}` })),
  ];
  const [before, after] = [specOf(from), specOf(to)];
  return (
    <Modal
      open
      title={t("versions.compareTitle")}
      onCancel={onClose}
      footer={null}
      width={560}
      centered
      destroyOnHidden
      styles={{ header: { marginBottom: 16 } }}
    >
      <div className="flows-pair">
        {t("versions.from")}
        <Select value={from} onChange={setFrom} options={options} style={{ width: 160 }} />
        {t("versions.to")}
        <Select value={to} onChange={setTo} options={options} style={{ width: 160 }} />
      </div>
      {before && after ? <ChangeList before={before} after={after} /> : null}
    </Modal>
  );
}

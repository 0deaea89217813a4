import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { useGo } from "../../../web/ui/link.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { createFlowEndpoint, listFlowsEndpoint } from "../flows.contract.ts";
import { type FlowAudience, type FlowKind, flowKinds } from "../spec.contract.ts";
import { parseFlow } from "../text.rules.ts";
import { AudienceFields } from "./audience-fields.tsx";

type Begin = "preset" | "blank" | "paste";

/** Names a new SOP, chooses its groups, and what it begins with. */
export function NewFlowDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(["flows", "ui"]);
  const go = useGo();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<FlowKind>("day");
  const [begin, setBegin] = useState<Begin>("preset");
  const [text, setText] = useState("");
  const [audience, setAudience] = useState<FlowAudience | null>(null);
  const create = useAction(createFlowEndpoint, {
    invalidates: [listFlowsEndpoint],
    onFailed: errorToast,
    onDone: ({ id }) => go(`flows/${id}`),
  });
  const parsed = begin === "paste" && text.trim() ? parseFlow(text) : null;
  const submit = () => {
    if (!audience) return;
    const spec = parsed?.verdict === "read" ? { ...parsed.spec, audience } : undefined;
    create.mutate({ name: name.trim(), kind, audience, preset: begin === "preset", spec });
  };
  const isReady = name.trim() !== "" && audience !== null && (begin !== "paste" || parsed?.verdict === "read");
  return (
    <Modal
      open
      title={t("flows:new")}
      onCancel={onClose}
      footer={null}
      width={560}
      centered
      destroyOnHidden
      styles={{ header: { marginBottom: 16 } }}
    >
      <FormField label={t("flows:create.name")}>
        <TextInput value={name} onChange={setName} maxLength={60} placeholder={t("flows:create.namePlaceholder")} autoFocus />
      </FormField>
      <div className="field">
        <span className="lb">{t("flows:create.kind")}</span>
        <Segmented
          label={t("flows:create.kind")}
          options={flowKinds.map((value) => ({ value, label: t(`flows:kind.${value}`) }))}
          value={kind}
          onChange={setKind}
        />
        <span className="fh">{t(`flows:create.kindHint.${kind}`)}</span>
      </div>
      <AudienceFields value={audience} onChange={setAudience} />
      <div className="field">
        <span className="lb">{t("flows:create.begin")}</span>
        <Segmented
          label={t("flows:create.begin")}
          options={[
            { value: "preset", label: t("flows:create.preset") },
            { value: "blank", label: t("flows:create.blank") },
            { value: "paste", label: t("flows:create.paste") },
          ]}
          value={begin}
          onChange={setBegin}
        />
        {begin === "paste" ? (
          <div className="flows-source">
            <FormField
              label={t("flows:text.title")}
              hint={t("flows:create.pasteHint")}
              error={parsed?.verdict === "refuse" ? t(`flows:text.wrong.${parsed.reason}`, { where: parsed.where }) : undefined}
            >
              <textarea value={text} rows={5} spellCheck={false} onChange={(event) => setText(event.target.value)} />
            </FormField>
          </div>
        ) : null}
      </div>
      <div className="row g8" style={{ justifyContent: "flex-end" }}>
        <Button onClick={onClose}>{t("ui:edit.cancel")}</Button>
        <Button kind="primary" disabled={!isReady} busy={create.isPending} onClick={submit}>
          {t("flows:create.submit")}
        </Button>
      </div>
    </Modal>
  );
}

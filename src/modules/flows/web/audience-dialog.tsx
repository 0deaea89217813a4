import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import type { FlowAudience } from "../spec.contract.ts";
import { AudienceFields } from "./audience-fields.tsx";
import type { FlowEditor } from "./use-flow-editor.ts";

/** Another audience for the draft. */
export function AudienceDialog({ editor, onClose }: { editor: FlowEditor; onClose: () => void }) {
  const { t } = useTranslation(["flows", "ui"]);
  const [audience, setAudience] = useState<FlowAudience | null>(editor.spec.audience);
  return (
    <Modal
      open
      title={t("flows:audience.change")}
      onCancel={onClose}
      footer={null}
      width={520}
      centered
      destroyOnHidden
      styles={{ header: { marginBottom: 16 } }}
    >
      <AudienceFields value={audience} onChange={setAudience} />
      <div className="row g8" style={{ justifyContent: "flex-end", marginTop: 16 }}>
        <Button onClick={onClose}>{t("ui:edit.cancel")}</Button>
        <Button
          kind="primary"
          disabled={audience === null}
          onClick={() => {
            if (audience) editor.apply({ ...editor.spec, audience });
            onClose();
          }}
        >
          {t("flows:step.save")}
        </Button>
      </div>
    </Modal>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import { changeConnectionEndpoint, type Connection, listConnectionsEndpoint } from "../connections.contract.ts";
import { ConnectionForm, emptyDraft, isWholeDraft, valuesOf } from "./connection-form.tsx";

/** Changes what a connection goes by; secrets that are left empty stay. */
export function EditConnection({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { t } = useTranslation("connections");
  const { id, name, agentId, baseUrl, scope } = connection;
  const [draft, setDraft] = useState({ ...emptyDraft, name, scope, agentId: agentId ?? "", baseUrl: baseUrl ?? "" });
  const change = useAction(changeConnectionEndpoint, {
    invalidates: [listConnectionsEndpoint],
    onDone: () => {
      toast(t("page.saved"));
      onClose();
    },
  });
  const secret = draft.secret.trim();
  const send = () => change.mutate({ connectionId: id, ...valuesOf(draft), ...(secret ? { secret } : {}) });
  return (
    <Drawer
      open
      title={t("page.edit")}
      facts={name}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("page.cancel")}</Button>
          <Button kind="primary" busy={change.isPending} disabled={!isWholeDraft(draft, true)} onClick={send}>
            {t("page.save")}
          </Button>
        </>
      }
    >
      <div className="pad">
        <ConnectionForm draft={draft} onChange={setDraft} isKnown />
        {change.error ? (
          <p className="bad" role="alert">
            {errorText(change.error)}
          </p>
        ) : null}
      </div>
    </Drawer>
  );
}

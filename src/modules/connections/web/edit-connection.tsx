import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { FormDrawer } from "../../../web/ui/form-drawer.tsx";
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
    <FormDrawer title={t("page.edit")} facts={name} isWhole={isWholeDraft(draft, true)} action={change} onConfirm={send} onClose={onClose}>
      <ConnectionForm draft={draft} onChange={setDraft} isKnown />
    </FormDrawer>
  );
}

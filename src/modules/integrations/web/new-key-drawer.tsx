import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { FormDrawer } from "../../../web/ui/form-drawer.tsx";
import { createKeyEndpoint, DEFAULT_PER_MINUTE, listKeysEndpoint } from "../keys.contract.ts";
import { curlOf } from "../curl.rules.ts";
import { isWhole, type KeyDraft, KeyForm, perMinuteOf } from "./key-form.tsx";
import { SecretBox } from "./secret-box.tsx";

/** A new key; then its secret, which is shown this once, with a first call to try it. */
export function NewKeyDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("integrations");
  const { staff: me, slug } = useBrand();
  const [draft, setDraft] = useState<KeyDraft>({
    name: "",
    orgId: me.orgId,
    permissions: ["groups.read"],
    expiresAt: null,
    perMinute: String(DEFAULT_PER_MINUTE),
  });
  const create = useAction(createKeyEndpoint, { invalidates: [listKeysEndpoint] });
  return (
    <FormDrawer
      title={create.data ? t("keys.ready") : t("keys.newTitle")}
      confirm={t("keys.make")}
      action={create}
      isWhole={isWhole(draft)}
      onConfirm={() => create.mutate({ ...draft, name: draft.name.trim(), perMinute: perMinuteOf(draft) })}
      onClose={onClose}
      after={
        create.data ? (
          <Button kind="primary" onClick={onClose}>
            {t("close")}
          </Button>
        ) : null
      }
    >
      {create.data ? (
        <>
          <SecretBox secret={create.data.secret} once />
          <p className="h14" style={{ margin: "20px 0 8px" }}>
            {t("keys.try")}
          </p>
          <pre className="settings-raw">
            {curlOf({ method: "GET", url: `${globalThis.location.origin}/api/v1/b/${slug}/groups?limit=1`, key: create.data.secret })}
          </pre>
        </>
      ) : (
        <KeyForm draft={draft} onChange={setDraft} />
      )}
    </FormDrawer>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
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
  const foot = create.data ? (
    <Button kind="primary" onClick={onClose}>
      {t("close")}
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button
        kind="primary"
        busy={create.isPending}
        disabled={!isWhole(draft)}
        onClick={() => create.mutate({ ...draft, name: draft.name.trim(), perMinute: perMinuteOf(draft) })}
      >
        {t("keys.make")}
      </Button>
    </>
  );
  return (
    <Drawer open title={create.data ? t("keys.ready") : t("keys.newTitle")} onClose={onClose} foot={foot}>
      <div className="pad">
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
        {create.error ? (
          <p className="bad" role="alert">
            {errorText(create.error)}
          </p>
        ) : null}
      </div>
    </Drawer>
  );
}

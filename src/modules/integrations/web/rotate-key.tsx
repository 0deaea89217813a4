import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { type ApiKey, listKeysEndpoint, rotateKeyEndpoint } from "../keys.contract.ts";
import { type Grace, GraceChoice } from "./grace-choice.tsx";
import { SecretBox } from "./secret-box.tsx";

/** A new secret for the same key; the old one works on for the chosen while. */
export function RotateKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation("integrations");
  const [grace, setGrace] = useState<Grace>(1_440);
  const rotate = useAction(rotateKeyEndpoint, { invalidates: [listKeysEndpoint] });
  const foot = rotate.data ? (
    <Button kind="primary" onClick={onClose}>
      {t("close")}
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>{t("cancel")}</Button>
      <Button kind="primary" busy={rotate.isPending} onClick={() => rotate.mutate({ keyId: apiKey.id, graceMinutes: grace })}>
        {t("keys.rotate")}
      </Button>
    </>
  );
  return (
    <Drawer open title={apiKey.name} facts={rotate.data ? t("keys.rotated") : t("keys.rotate")} onClose={onClose} foot={foot}>
      <div className="pad">
        {rotate.data ? (
          <SecretBox secret={rotate.data.secret} once />
        ) : (
          <>
            <p className="sec" style={{ marginBottom: 16 }}>
              {t("keys.rotateText")}
            </p>
            <GraceChoice value={grace} onChange={setGrace} />
          </>
        )}
        {rotate.error ? (
          <p className="bad" role="alert">
            {errorText(rotate.error)}
          </p>
        ) : null}
      </div>
    </Drawer>
  );
}

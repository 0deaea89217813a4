import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { copyText } from "../../../web/ui/copy-text.ts";
import { errorToast, toast } from "../../../web/ui/toast.tsx";

/** A secret to be copied; `once` says that it is never shown again. */
export function SecretBox({ secret, once = false }: { secret: string; once?: boolean }) {
  const { t } = useTranslation("integrations");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const done = await copyText(secret);
    setCopied(done);
    if (done) toast(t("copied"));
    else errorToast(new Error(t("notCopied")));
  };
  return (
    <>
      <div className="settings-link">
        <code>{secret}</code>
        <Button size="s" kind={copied ? "plain" : "primary"} icon={copied ? "check" : "copy"} onClick={() => void copy()}>
          {t("copy")}
        </Button>
      </div>
      {once ? (
        <p className="mut sm12" style={{ marginTop: 8 }}>
          {t("once")}
        </p>
      ) : null}
    </>
  );
}

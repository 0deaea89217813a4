import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { copyText } from "../../../web/ui/copy-text.ts";
import { errorToast, toast } from "../../../web/ui/toast.tsx";

/** A link to be handed on by hand; it is shown once. */
export function OneTimeLink({ path }: { path: string }) {
  const { t } = useTranslation("settings");
  const [copied, setCopied] = useState(false);
  const url = globalThis.location.origin + path;
  const copy = async () => {
    const done = await copyText(url);
    setCopied(done);
    if (done) toast(t("staff.inviting.copied"));
    else errorToast(new Error(t("staff.inviting.notCopied")));
  };
  return (
    <div className="settings-link">
      <code>{url}</code>
      <Button size="s" kind={copied ? "plain" : "primary"} icon={copied ? "check" : "copy"} onClick={() => void copy()}>
        {t("staff.inviting.copy")}
      </Button>
    </div>
  );
}

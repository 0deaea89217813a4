import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { copyText } from "../../../web/ui/copy-text.ts";
import { errorToast, toast } from "../../../web/ui/toast.tsx";

/** A value to be pasted elsewhere, under its name there. */
export function CopyRow({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation("connections");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    const done = await copyText(value);
    setCopied(done);
    if (done) toast(t("callback.copied"));
    else errorToast(new Error(t("callback.notCopied")));
  };
  return (
    <div className="conn-copy">
      <span className="conn-copy-name">{label}</span>
      <code>{value}</code>
      <Button size="s" icon={copied ? "check" : "copy"} label={`${t("callback.copy")} ${label}`} onClick={() => void copy()}>
        {t("callback.copy")}
      </Button>
    </div>
  );
}

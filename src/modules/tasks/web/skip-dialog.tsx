import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";

interface SkipDialogProps {
  /** What the button says; `跳过这件事` when left out. */
  confirm?: string;
  busy: boolean;
  error: Error | null;
  onSkip: (reason: string) => void;
  onClose: () => void;
  /** A choice before the reason. */
  children?: ReactNode;
}

/** Asks why something is not done; the reason is kept with it. */
export function SkipDialog({ confirm, busy, error, onSkip, onClose, children }: SkipDialogProps) {
  const { t } = useTranslation("tasks");
  const [reason, setReason] = useState("");
  const skip = () => {
    if (reason.trim()) onSkip(reason.trim());
  };
  return (
    <ConfirmNumbers
      open
      icon="skip"
      title={t("skip.title")}
      facts={t("skip.facts")}
      confirm={confirm ?? t("skip.confirm")}
      disabled={!reason.trim()}
      busy={busy}
      onConfirm={skip}
      onClose={onClose}
    >
      {children}
      <div className="tasks-picks">
        {t("skip.reasons")
          .split("|")
          .map((one) => (
            <Button key={one} size="s" kind={one === reason ? "soft" : "plain"} onClick={() => setReason(one)}>
              {one}
            </Button>
          ))}
      </div>
      <FormField label={t("skip.other")} error={error ? errorText(error) : undefined}>
        <TextInput
          value={reason}
          maxLength={200}
          onChange={setReason}
          placeholder={t("skip.placeholder")}
          autoFocus
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) skip();
          }}
        />
      </FormField>
    </ConfirmNumbers>
  );
}

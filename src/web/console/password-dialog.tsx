import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changePasswordEndpoint } from "../../modules/brands/account.contract.ts";
import { useAction } from "../api.ts";
import { errorText } from "../i18n/error-text.ts";
import { Button } from "../ui/button.tsx";
import { FormField } from "../ui/form-field.tsx";
import { PasswordInput } from "../ui/text-input.tsx";
import { toast } from "../ui/toast.tsx";

/** One's own password: the present one, then the new one. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shell");
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useAction(changePasswordEndpoint, {
    onDone: () => {
      toast(t("password.done"));
      onClose();
    },
  });
  return (
    <Modal open onCancel={onClose} footer={null} width={400} centered destroyOnHidden title={t("password.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ current, password });
        }}
      >
        <FormField label={t("password.current")} error={change.error ? errorText(change.error) : undefined}>
          <PasswordInput
            value={current}
            onChange={setCurrent}
            autoComplete="current-password"
            invalid={change.isError}
            autoFocus
            required
          />
        </FormField>
        <FormField label={t("password.next")} hint={t("password.hint")}>
          <PasswordInput value={password} onChange={setPassword} minLength={8} maxLength={128} autoComplete="new-password" required />
        </FormField>
        <div className="row g8" style={{ justifyContent: "flex-end" }}>
          <Button onClick={onClose}>{t("password.cancel")}</Button>
          <Button type="submit" kind="primary" busy={change.isPending}>
            {t("password.submit")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

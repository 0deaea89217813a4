import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { setPasswordEndpoint } from "../../modules/brands/account.contract.ts";
import { ApiError, useAction } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { EntryClosed, EntryFrame, EntryProblem, NewPasswordField } from "./entry-frame.tsx";
import { useSessionRefresh } from "./session.ts";

/** `/new-password?token=…&brand=…`: sets a new password by a link from a colleague, and signs in. */
export function NewPassword() {
  const { t } = useTranslation("shell");
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const refresh = useSessionRefresh();
  const [password, setPassword] = useState("");
  const brand = params.get("brand") ?? "";
  const set = useAction(setPasswordEndpoint, {
    onDone: async () => {
      await refresh();
      await navigate(/^[a-z0-9-]+$/.test(brand) ? `/b/${brand}` : "/", { replace: true });
    },
  });
  if (set.error instanceof ApiError && set.error.code === "session.link-used") {
    return <EntryClosed title={t("newPassword.failed")} lead={t("newPassword.failedWhy")} />;
  }
  return (
    <EntryFrame title={t("newPassword.title")} lead={t("newPassword.lead")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          set.mutate({ token: params.get("token") ?? "", password });
        }}
      >
        <NewPasswordField label={t("password.next")} hint={t("password.hint")} value={password} onChange={setPassword} autoFocus />
        <EntryProblem error={set.error} />
        <Button type="submit" kind="primary" size="l" className="wide" busy={set.isPending}>
          {t("newPassword.submit")}
        </Button>
      </form>
    </EntryFrame>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import type { z } from "zod";
import { acceptInviteEndpoint, showInviteEndpoint } from "../../modules/brands/brands.contract.ts";
import { useAction, useEndpoint } from "../api.ts";
import { joint } from "../i18n/joint.ts";
import { Button } from "../ui/button.tsx";
import { formatTime } from "../ui/format-time.ts";
import { FormField } from "../ui/form-field.tsx";
import { BlockSkeleton } from "../ui/skeleton.tsx";
import { TextInput } from "../ui/text-input.tsx";
import { EntryClosed, EntryFrame, EntryProblem, NewPasswordField } from "./entry-frame.tsx";
import { useSessionRefresh } from "./session.ts";

type Invitation = z.output<typeof showInviteEndpoint.output>;

/** `/b/<brand>/invite/<token>`: what the invitation is for, and the account that takes it. */
export function AcceptInvite() {
  const { t } = useTranslation("shell");
  const { brand = "", token = "" } = useParams();
  const invitation = useEndpoint(showInviteEndpoint, { token });
  if (invitation.isError) {
    return <EntryClosed title={t("invite.failed")} lead={t("invite.failedWhy")} error={invitation.error} />;
  }
  if (!invitation.data) {
    return (
      <EntryFrame title={t("product")}>
        <BlockSkeleton height={240} />
      </EntryFrame>
    );
  }
  return <InviteForm brand={brand} token={token} invitation={invitation.data} />;
}

function InviteForm({ brand, token, invitation }: { brand: string; token: string; invitation: Invitation }) {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const refresh = useSessionRefresh();
  const [opened] = useState(() => ({ atMs: Date.now(), offsetMinutes: -new Date().getTimezoneOffset() }));
  const [name, setName] = useState(invitation.name);
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const accept = useAction(acceptInviteEndpoint, {
    onDone: async () => {
      await refresh();
      await navigate(`/b/${brand}`, { replace: true });
    },
  });
  const lead = t("invite.lead", {
    name: invitation.name,
    roles: invitation.roles.map((role) => t(`roles.${role}`)).join(joint("items")),
    org: invitation.orgName,
    until: formatTime(invitation.expiresAt, opened.offsetMinutes, opened.atMs),
  });
  return (
    <EntryFrame title={t("invite.title", { brand: invitation.brandName })} lead={lead}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate({ brand, token, name, login, password });
        }}
      >
        <FormField label={t("invite.name")}>
          <TextInput size="l" value={name} onChange={setName} maxLength={60} autoComplete="name" required />
        </FormField>
        <FormField label={t("invite.login")}>
          <TextInput size="l" value={login} onChange={setLogin} minLength={3} maxLength={120} autoComplete="username" required autoFocus />
        </FormField>
        <NewPasswordField label={t("invite.password")} hint={t("invite.known")} value={password} onChange={setPassword} />
        <EntryProblem error={accept.error} />
        <Button type="submit" kind="primary" size="l" className="wide" busy={accept.isPending}>
          {t("invite.submit")}
        </Button>
      </form>
    </EntryFrame>
  );
}

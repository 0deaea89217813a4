import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate } from "react-router";
import { firstRunEndpoint } from "../../modules/brands/brands.contract.ts";
import { useAction } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { FormField } from "../ui/form-field.tsx";
import { PasswordInput, TextInput } from "../ui/text-input.tsx";
import { EntryFrame, EntryProblem } from "./entry-frame.tsx";
import { useSession, useSessionRefresh } from "./session.ts";

const zones = Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));

/** The zone of this machine; a machine kept on UTC says nothing about where the brand is. */
function ownZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone && zone !== "UTC" ? zone : "Asia/Shanghai";
}

/** The first page of an empty installation: makes the brand and its owner, who is signed in with it. */
export function FirstRun() {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const session = useSession();
  const refresh = useSessionRefresh();
  const [form, setForm] = useState({ brandName: "", zone: ownZone(), ownerName: "", login: "", password: "" });
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (value: string) => setForm({ ...form, [name]: value }),
    size: "l" as const,
    required: true,
  });
  const make = useAction(firstRunEndpoint, {
    onDone: async ({ slug }) => {
      await refresh();
      await navigate(`/b/${slug}`, { replace: true });
    },
  });
  if (session.data && !session.data.firstRun && !make.isPending && !make.isSuccess) return <Navigate to="/" replace />;
  return (
    <EntryFrame title={t("firstRun.title")} lead={t("firstRun.lead")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate(form);
        }}
      >
        <FormField label={t("firstRun.brandName")} note={t("firstRun.brandHint")}>
          <TextInput {...field("brandName")} maxLength={60} autoFocus />
        </FormField>
        <FormField label={t("firstRun.zone")}>
          <Select size="large" showSearch value={form.zone} options={zones} onChange={(zone: string) => setForm({ ...form, zone })} />
        </FormField>
        <FormField label={t("firstRun.ownerName")}>
          <TextInput {...field("ownerName")} maxLength={60} autoComplete="name" />
        </FormField>
        <FormField label={t("firstRun.login")}>
          <TextInput {...field("login")} minLength={3} maxLength={120} autoComplete="username" />
        </FormField>
        <FormField label={t("firstRun.password")} hint={t("firstRun.passwordHint")}>
          <PasswordInput {...field("password")} minLength={8} maxLength={128} autoComplete="new-password" />
        </FormField>
        <EntryProblem error={make.error} />
        <Button type="submit" kind="primary" size="l" className="wide" busy={make.isPending}>
          {t("firstRun.submit")}
        </Button>
      </form>
    </EntryFrame>
  );
}

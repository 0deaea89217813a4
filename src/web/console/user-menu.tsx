import { useQueryClient } from "@tanstack/react-query";
import { Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { signOutEndpoint } from "../../modules/brands/brands.contract.ts";
import { useAction } from "../api.ts";
import { useBrand } from "../brand.tsx";
import { chooseLanguage, languageNames, pageLanguage } from "../language.ts";
import { languages } from "../../lib/language.ts";
import { joint } from "../i18n/joint.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Icon } from "../ui/icons.tsx";
import type { IconName } from "../ui/icons.tsx";
import { useGo } from "../ui/link.tsx";
import { useMode } from "../ui/mode.tsx";
import type { ModeChoice } from "../ui/mode.tsx";
import { Dot } from "../ui/page.tsx";
import { errorToast } from "../ui/toast.tsx";
import { PasswordDialog } from "./password-dialog.tsx";

const modes: { choice: ModeChoice; icon: IconName }[] = [
  { choice: "light", icon: "sun" },
  { choice: "dark", icon: "moon" },
  { choice: "system", icon: "screen" },
];

/** Who is signed in; opens the look and the way out. */
export function UserMenu() {
  const { t } = useTranslation("shell");
  const { staff } = useBrand();
  const { choice, choose } = useMode();
  const client = useQueryClient();
  const go = useGo();
  const [changing, setChanging] = useState(false);
  const signOut = useAction(signOutEndpoint, {
    onDone: () => {
      client.clear();
      go("/sign-in");
    },
    onFailed: errorToast,
  });
  const items = [
    ...modes.map((mode) => ({
      key: mode.choice,
      label: t(`user.${mode.choice}`),
      icon: <Icon name={mode.icon} size="s" />,
      onClick: () => choose(mode.choice),
    })),
    { type: "divider" as const },
    ...languages.map((language) => ({
      key: language,
      label: <span lang={language}>{languageNames[language]}</span>,
      icon: <Icon name="globe" size="s" />,
      onClick: () => chooseLanguage(language),
    })),
    { type: "divider" as const },
    { key: "password", label: t("user.password"), icon: <Icon name="lock" size="s" />, onClick: () => setChanging(true) },
    { key: "leave", label: t("user.signOut"), icon: <Icon name="leave" size="s" />, onClick: () => signOut.mutate({}) },
  ];
  return (
    <>
      {changing ? <PasswordDialog onClose={() => setChanging(false)} /> : null}
      <Dropdown menu={{ items, selectable: true, selectedKeys: [choice, pageLanguage()] }} trigger={["click"]} placement="topLeft">
        <button type="button" className="foot" aria-label={t("user.menu")}>
          <Avatar name={staff.name} seed={staff.id} />
          <span>
            <b>{staff.name}</b>
            <small>
              {staff.roles.map((role) => t(`roles.${role}`)).join(joint("items"))}
              <Dot />
              {staff.orgName}
            </small>
          </span>
        </button>
      </Dropdown>
    </>
  );
}

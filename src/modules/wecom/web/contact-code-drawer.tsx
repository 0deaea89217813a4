import { Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { type Code, CODE_USERS_LIMIT, type ContactAsk, listCodeChoicesEndpoint, saveContactCodeEndpoint } from "../codes.contract.ts";
import { CodeDrawer } from "./code-drawer.tsx";

function draftOf(code: Code | null): ContactAsk {
  return code
    ? { name: code.name, userIds: code.users.map((user) => user.userId), skipVerify: code.skipVerify }
    : { name: "", userIds: [], skipVerify: true };
}

function optionsOf(users: readonly { userId: string; name: string; staffName: string | null }[]) {
  return users.map(({ userId, name, staffName }) => ({
    value: userId,
    label: staffName && staffName !== name ? `${name} · ${staffName}` : name,
  }));
}

/** Makes a code that adds staff, or changes one. */
export function ContactCodeDrawer({ connectionId, code, onClose }: { connectionId: string; code: Code | null; onClose: () => void }) {
  const { t } = useTranslation("wecom");
  const choices = useEndpoint(listCodeChoicesEndpoint, { connectionId });
  const [{ name, userIds, skipVerify }, setDraft] = useState(() => draftOf(code));
  const set = (part: Partial<ContactAsk>) => setDraft((before) => ({ ...before, ...part }));
  return (
    <CodeDrawer
      kind="contact"
      code={code}
      name={name}
      onName={(value) => set({ name: value })}
      to={{
        label: t("codes.users"),
        hint: t("codes.usersHint"),
        options: optionsOf(choices.data?.users ?? []),
        isPending: choices.isPending,
        most: CODE_USERS_LIMIT,
        value: userIds,
        onChange: (value) => set({ userIds: value }),
      }}
      isWhole={userIds.length > 0}
      endpoint={saveContactCodeEndpoint}
      ask={() => ({ connectionId, codeId: code?.id ?? null, code: { name: name.trim(), userIds, skipVerify } })}
      onClose={onClose}
    >
      <Checkbox checked={skipVerify} onChange={(event) => set({ skipVerify: event.target.checked })}>
        {t("codes.skipVerify")}
      </Checkbox>
    </CodeDrawer>
  );
}

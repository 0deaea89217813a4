import { Checkbox, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import {
  type Code,
  CODE_USERS_LIMIT,
  type ContactAsk,
  listCodeChoicesEndpoint,
  listCodesEndpoint,
  saveContactCodeEndpoint,
} from "../codes.contract.ts";
import { FormDrawer } from "./form-drawer.tsx";

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
  const save = useAction(saveContactCodeEndpoint, {
    invalidates: [listCodesEndpoint],
    onDone: () => {
      toast(t("saved"));
      onClose();
    },
  });
  const isWhole = name.trim() !== "" && userIds.length > 0;
  const send = () => save.mutate({ connectionId, codeId: code?.id ?? null, code: { name: name.trim(), userIds, skipVerify } });
  const options = optionsOf(choices.data?.users ?? []);
  return (
    <FormDrawer
      title={code ? t("codes.edit") : t("codes.add.contact")}
      facts={code?.name}
      isWhole={isWhole}
      save={save}
      onSave={send}
      onClose={onClose}
    >
      <FormField label={t("codes.name")} hint={t("codes.nameHint")}>
        <TextInput value={name} onChange={(value) => set({ name: value })} maxLength={30} />
      </FormField>
      <FormField label={t("codes.users")} hint={t("codes.usersHint")}>
        <Select
          mode="multiple"
          style={{ width: "100%" }}
          optionFilterProp="label"
          maxCount={CODE_USERS_LIMIT}
          options={options}
          loading={choices.isPending}
          value={userIds}
          onChange={(value: string[]) => set({ userIds: value })}
        />
      </FormField>
      <Checkbox checked={skipVerify} onChange={(event) => set({ skipVerify: event.target.checked })}>
        {t("codes.skipVerify")}
      </Checkbox>
    </FormDrawer>
  );
}

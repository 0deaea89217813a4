import { Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { FormDrawer } from "../../../web/ui/form-drawer.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { toast } from "../../../web/ui/toast.tsx";
import { GROUP_WELCOME_TEXT_BYTES, type GroupWelcome, listGroupWelcomesEndpoint, saveGroupWelcomeEndpoint } from "../welcome.contract.ts";
import { bytesOf } from "./clock.ts";
import { ContentSelect } from "./content-select.tsx";

interface Draft {
  text: string;
  contentId: string | null;
  notify: boolean;
}

const draftOf = (one: GroupWelcome | null): Draft => ({ text: one?.text ?? "", contentId: one?.contentId ?? null, notify: true });
const knownOf = (one: GroupWelcome | null) => (one?.contentId && one.contentName ? [{ id: one.contentId, name: one.contentName }] : []);

/** Makes material, or changes it. */
export function GroupWelcomeDrawer({
  connectionId,
  one,
  onClose,
}: {
  connectionId: string;
  one: GroupWelcome | null;
  onClose: () => void;
}) {
  const { t } = useTranslation("wecom");
  const [{ text, contentId, notify }, setDraft] = useState(() => draftOf(one));
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const save = useAction(saveGroupWelcomeEndpoint, {
    invalidates: [listGroupWelcomesEndpoint],
    onDone: () => {
      toast(t("saved"));
      onClose();
    },
  });
  const bytes = bytesOf(text.trim());
  const limit = GROUP_WELCOME_TEXT_BYTES;
  const hint = `${formatCount(bytes)} / ${formatCount(limit)}`;
  const isWhole = (text.trim() !== "" || contentId !== null) && bytes <= limit;
  return (
    <FormDrawer
      title={t(one ? "welcome.editGroup" : "welcome.addGroup")}
      isWhole={isWhole}
      action={save}
      onConfirm={() => save.mutate({ connectionId, groupWelcomeId: one?.id ?? null, text: text.trim(), contentId, notify })}
      onClose={onClose}
    >
      <FormField label={t("welcome.groupText")} {...(bytes > limit ? { error: hint } : { hint })}>
        <textarea className="wc-area" value={text} onChange={(event) => set({ text: event.target.value })} />
      </FormField>
      <FormField label={t("welcome.groupContent")}>
        <ContentSelect
          known={knownOf(one)}
          value={contentId ? [contentId] : []}
          most={1}
          onChange={(ids) => set({ contentId: ids.at(-1) ?? null })}
        />
      </FormField>
      {one ? null : (
        <Checkbox checked={notify} onChange={(event) => set({ notify: event.target.checked })}>
          {t("welcome.notify")}
        </Checkbox>
      )}
      <p className="mut sm12">{t("welcome.groupTodo")}</p>
    </FormDrawer>
  );
}

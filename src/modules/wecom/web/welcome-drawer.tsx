import { Checkbox, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { clockOf } from "../../../lib/clock.ts";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { pageLanguage } from "../../../web/language.ts";
import { FormDrawer } from "../../../web/ui/form-drawer.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import { variables } from "../../contents/variables.rules.ts";
import { listCodesEndpoint } from "../codes.contract.ts";
import { listWelcomesEndpoint, saveWelcomeEndpoint, type Welcome, WELCOME_TEXT_BYTES } from "../welcome.contract.ts";
import { bytesOf, halfHours } from "./clock.ts";
import { ContentSelect } from "./content-select.tsx";

const ANY = "";
const CONTENTS_MOST = 9;

interface Draft {
  name: string;
  isOn: boolean;
  codeId: string | null;
  fromMinute: number | null;
  toMinute: number | null;
  text: string;
  contentIds: string[];
}

const empty: Draft = { name: "", isOn: false, codeId: null, fromMinute: null, toMinute: null, text: "", contentIds: [] };
const nickname = () => `{${variables.find((one) => one.key === "nickname")?.token[pageLanguage()] ?? ""}}`;

function draftOf(welcome: Welcome | null): Draft {
  if (!welcome) return empty;
  const { name, isOn, codeId, fromMinute, toMinute, text, contents } = welcome;
  return { name, isOn, codeId, fromMinute, toMinute, text, contentIds: contents.filter((one) => one.usable).map((one) => one.id) };
}

const saysSomething = (draft: Draft) => draft.name.trim() !== "" && (draft.text.trim() !== "" || draft.contentIds.length > 0);

/** Makes a welcome, or changes one. */
export function WelcomeDrawer({ connectionId, welcome, onClose }: { connectionId: string; welcome: Welcome | null; onClose: () => void }) {
  const { t } = useTranslation("wecom");
  const codes = useEndpoint(listCodesEndpoint, { connectionId, kind: "contact" });
  const [draft, setDraft] = useState(() => draftOf(welcome));
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const save = useAction(saveWelcomeEndpoint, {
    invalidates: [listWelcomesEndpoint],
    onDone: () => {
      toast(t("saved"));
      onClose();
    },
  });
  const bytes = bytesOf(draft.text.trim());
  const isWhole = saysSomething(draft) && bytes <= WELCOME_TEXT_BYTES;
  const send = () =>
    save.mutate({ connectionId, welcomeId: welcome?.id ?? null, welcome: { ...draft, name: draft.name.trim(), text: draft.text.trim() } });
  const textHint = t("welcome.textHint", { variable: nickname(), bytes: formatCount(bytes), limit: formatCount(WELCOME_TEXT_BYTES) });
  return (
    <FormDrawer
      title={t(welcome ? "welcome.edit" : "welcome.add")}
      facts={welcome?.name}
      isWhole={isWhole}
      action={save}
      onConfirm={send}
      onClose={onClose}
    >
      <FormField label={t("welcome.name")}>
        <TextInput value={draft.name} onChange={(name) => set({ name })} maxLength={30} />
      </FormField>
      <FormField label={t("welcome.text")} {...(bytes > WELCOME_TEXT_BYTES ? { error: textHint } : { hint: textHint })}>
        <textarea className="wc-area" value={draft.text} onChange={(event) => set({ text: event.target.value })} />
      </FormField>
      <FormField label={t("welcome.contents")} hint={t("welcome.contentsHint")}>
        <ContentSelect
          known={welcome?.contents ?? []}
          value={draft.contentIds}
          most={CONTENTS_MOST}
          onChange={(contentIds) => set({ contentIds })}
        />
      </FormField>
      <FormField label={t("welcome.code")}>
        <Select
          style={{ width: "100%" }}
          value={draft.codeId ?? ANY}
          options={[
            { value: ANY, label: t("welcome.anyCode") },
            ...(codes.data?.items ?? []).map((code) => ({ value: code.id, label: t("welcome.ofCode", { name: code.name }) })),
          ]}
          onChange={(value: string) => set({ codeId: value === ANY ? null : value })}
        />
      </FormField>
      <Hours draft={draft} set={set} />
      <Checkbox checked={draft.isOn} onChange={(event) => set({ isOn: event.target.checked })}>
        {t("welcome.isOn")}
      </Checkbox>
    </FormDrawer>
  );
}

const NIGHT = { fromMinute: 1_320, toMinute: 480 };

function Hours({ draft, set }: { draft: Draft; set: (part: Partial<Draft>) => void }) {
  const { t } = useTranslation("wecom");
  const isSome = draft.fromMinute !== null;
  const options = [
    { value: "all", label: t("welcome.allDay") },
    { value: "some", label: t("welcome.someHours") },
  ];
  return (
    <FormField isGroup label={t("welcome.hours")}>
      <span className="wc-row">
        <Segmented
          label={t("welcome.hours")}
          options={options}
          value={isSome ? "some" : "all"}
          onChange={(value) => set(value === "some" ? NIGHT : { fromMinute: null, toMinute: null })}
        />
        {isSome ? (
          <>
            <Select
              aria-label={t("welcome.from")}
              style={{ width: 96 }}
              options={halfHours}
              value={draft.fromMinute}
              onChange={(fromMinute: number) => set({ fromMinute })}
            />
            –
            <Select
              aria-label={t("welcome.to")}
              style={{ width: 96 }}
              options={[...halfHours.slice(1), { value: 1_440, label: clockOf(1_440) }]}
              value={draft.toMinute}
              onChange={(toMinute: number) => set({ toMinute })}
            />
          </>
        ) : null}
      </span>
    </FormField>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MomentInput } from "../../../web/ui/moment-input.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { useNow } from "../../../web/ui/zone.tsx";
import type { Draft } from "./use-draft.ts";

/** Half an hour on, at a full five minutes. */
const inAWhile = (nowMs: number) => new Date(Math.ceil((nowMs + 1_800_000) / 300_000) * 300_000).toISOString();

/** 什么时候, and the name under which it is found again. */
export function WhenPanel({ draft }: { draft: Draft }) {
  const { t } = useTranslation("newSend");
  const { fields, set } = draft;
  const nowMs = useNow(10_000);
  const [mode, setMode] = useState<"now" | "later">(fields.dueAt ? "later" : "now");
  const isPast = fields.dueAt !== "" && Date.parse(fields.dueAt) <= nowMs;
  return (
    <Panel
      title={t("when")}
      mark={
        <Segmented
          label={t("whenMode")}
          value={mode}
          onChange={(next) => {
            setMode(next);
            set({ dueAt: next === "now" ? "" : inAWhile(nowMs) });
          }}
          options={[
            { value: "now", label: t("now") },
            { value: "later", label: t("later") },
          ]}
        />
      }
      actions={<span className="mut sm12">{mode === "now" ? t("nowHint") : t("laterHint")}</span>}
      padded
    >
      <div className="sends-when">
        {mode === "later" ? (
          <FormField label={t("at")} error={isPast ? t("past") : undefined}>
            <MomentInput
              label={t("at")}
              value={fields.dueAt}
              onChange={(dueAt) => set({ dueAt })}
              min={new Date(nowMs).toISOString()}
              invalid={isPast}
            />
          </FormField>
        ) : null}
        <FormField label={t("name")} hint={fields.name ? t("nameHintEmpty") : t("nameHint", { name: draft.name })}>
          <TextInput value={fields.name} maxLength={100} placeholder={t("namePlaceholder")} onChange={(name) => set({ name })} />
        </FormField>
      </div>
    </Panel>
  );
}

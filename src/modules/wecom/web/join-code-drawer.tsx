import { Checkbox, InputNumber } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { TextInput } from "../../../web/ui/text-input.tsx";
import type { GroupDetail } from "../../groups/groups.contract.ts";
import { type Code, JOIN_PEOPLE_LIMIT, listCodeChoicesEndpoint, saveJoinCodeEndpoint } from "../codes.contract.ts";
import { suggestBase } from "../codes.rules.ts";
import { CodeDrawer } from "./code-drawer.tsx";

interface Draft {
  name: string;
  groupIds: string[];
  limit: number;
  autoCreate: boolean;
  /** Null: as the groups suggest. */
  base: Base | null;
}

const LIMIT = 190;

/** A group that a code may lead into. */
interface Choice {
  groupId: string;
  name: string;
  status: GroupDetail["status"];
  people: number;
}

function draftOf(code: Code | null, into: Choice | undefined): Draft {
  if (!code) return { name: "", groupIds: into ? [into.groupId] : [], limit: LIMIT, autoCreate: true, base: null };
  const { name, limit, autoCreate, baseName, baseNo } = code;
  return { name, groupIds: code.groups.map((group) => group.groupId), limit, autoCreate, base: { baseName, baseNo } };
}

const baseOf = (draft: Draft, chosen: readonly { name: string; status: string }[]): Base =>
  draft.base ?? suggestBase(chosen) ?? { baseName: draft.name.trim(), baseNo: 1 };

interface JoinCodeDrawerProps {
  connectionId: string;
  code: Code | null;
  /** The group that a new code is asked for: chosen from the first, also where the list is too long to hold it. */
  into?: Choice;
  onClose: () => void;
}

/** Makes a code over groups in their turn, or changes one. */
export function JoinCodeDrawer({ connectionId, code, into, onClose }: JoinCodeDrawerProps) {
  const { t } = useTranslation("wecom");
  const choices = useEndpoint(listCodeChoicesEndpoint, { connectionId });
  const [draft, setDraft] = useState(() => draftOf(code, into));
  const set = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const groups = withChoice(choices.data?.groups ?? [], into);
  const chosen = draft.groupIds.flatMap((id) => groups.find((group) => group.groupId === id) ?? []);
  const base = baseOf(draft, chosen);
  const isFirstOpen = chosen.length === 0 || chosen.some((group) => group.status === "active");
  const { name, groupIds, limit, autoCreate } = draft;
  return (
    <CodeDrawer
      kind="join"
      code={code}
      name={name}
      onName={(value) => set({ name: value })}
      to={{
        label: t("codes.groups"),
        hint: t("codes.groupsHint", { limit: formatCount(limit) }),
        error: isFirstOpen ? undefined : t("codes.firstGroup"),
        options: groups.map((group) => ({
          value: group.groupId,
          label: `${group.name} · ${group.status === "planned" ? t("codes.planned") : t("codes.people", { n: formatCount(group.people) })}`,
        })),
        isPending: choices.isPending,
        value: groupIds,
        onChange: (value) => set({ groupIds: value }),
      }}
      isWhole={groupIds.length > 0 && isFirstOpen}
      endpoint={saveJoinCodeEndpoint}
      ask={() => ({ connectionId, codeId: code?.id ?? null, code: { name: name.trim(), groupIds, limit, autoCreate, ...base } })}
      onClose={onClose}
    >
      <FormField label={t("codes.limit")} hint={t("codes.limitHint")}>
        <InputNumber min={2} max={JOIN_PEOPLE_LIMIT} value={limit} onChange={(value) => set({ limit: value ?? LIMIT })} />
      </FormField>
      <Checkbox checked={autoCreate} onChange={(event) => set({ autoCreate: event.target.checked })}>
        {t("codes.autoCreate")}
      </Checkbox>
      {autoCreate ? <BaseField base={base} onChange={(value) => set({ base: value })} /> : null}
    </CodeDrawer>
  );
}

const withChoice = (listed: readonly Choice[], into: Choice | undefined): readonly Choice[] =>
  into && !listed.some((one) => one.groupId === into.groupId) ? [into, ...listed] : listed;

interface Base {
  baseName: string;
  baseNo: number;
}

function BaseField({ base, onChange }: { base: Base; onChange: (base: Base) => void }) {
  const { t } = useTranslation("wecom");
  const names = { name: `${base.baseName}${base.baseNo}`, next: `${base.baseName}${base.baseNo + 1}` };
  return (
    <FormField label={t("codes.base")} hint={base.baseName ? t("codes.baseHint", names) : undefined}>
      <span className="wc-row">
        <TextInput value={base.baseName} onChange={(baseName) => onChange({ ...base, baseName })} maxLength={40} />
        <InputNumber
          aria-label={t("codes.baseNo")}
          min={1}
          max={99_999}
          value={base.baseNo}
          onChange={(value) => onChange({ ...base, baseNo: value ?? 1 })}
        />
      </span>
    </FormField>
  );
}

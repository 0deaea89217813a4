import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormField } from "../../../web/ui/form-field.tsx";
import { useGroupSearch } from "../../groups/web/use-group-search.ts";
import type { ImportKind } from "../fields.contract.ts";

/** Groups in sight as choices, found by name or code. */
export function useGroupOptions(chosen?: string): { options: { value: string; label: string }[]; search: (q: string) => void } {
  const [q, setQ] = useState("");
  const options = useGroupSearch(q, { chosen }).map((group) => ({ value: group.id, label: `${group.name} · ${group.code}` }));
  return { options, search: setQ };
}

/** Where rows go that name no group. */
export function GroupChoice({
  kind,
  value,
  onChange,
}: {
  kind: ImportKind;
  value: string | null;
  onChange: (groupId: string | null) => void;
}) {
  const { t } = useTranslation("imports");
  const { options, search } = useGroupOptions(value ?? undefined);
  return (
    <FormField label={t("options.group")}>
      <Select
        key={kind}
        showSearch
        allowClear
        filterOption={false}
        placeholder={t("options.groupNone")}
        value={value ?? undefined}
        options={options}
        onSearch={search}
        onChange={(groupId: string | undefined) => onChange(groupId ?? null)}
      />
    </FormField>
  );
}

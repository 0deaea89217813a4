import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { FormField } from "../../../web/ui/form-field.tsx";
import { listGroupsEndpoint } from "../../groups/group-list.contract.ts";
import type { ImportKind } from "../fields.contract.ts";

const SHOWN = 30;

/** Groups in sight, found by name or code. */
export function useGroupSearch(): { options: { value: string; label: string }[]; search: (q: string) => void } {
  const [q, setQ] = useState("");
  const query = useEndpoint(listGroupsEndpoint, { q: q || undefined, limit: SHOWN }, { keepLast: true });
  const options = (query.data?.items ?? []).map((group) => ({ value: group.id, label: `${group.name} · ${group.code}` }));
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
  const { options, search } = useGroupSearch();
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

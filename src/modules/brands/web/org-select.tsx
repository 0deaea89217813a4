import { Select } from "antd";
import { useEndpoint } from "../../../web/api.ts";
import { listOrgUnitsEndpoint } from "../brands.contract.ts";
import { orgLines } from "../org-tree.rules.ts";

interface OrgSelectProps {
  value: string;
  onChange: (orgId: string) => void;
}

/** One unit, found by typing a part of its path. */
export function OrgSelect({ value, onChange }: OrgSelectProps) {
  const units = useEndpoint(listOrgUnitsEndpoint, {});
  const options = orgLines(units.data?.items ?? []).map(({ unit, path, depth }) => ({ value: unit.id, label: path, depth }));
  return (
    <Select
      showSearch={{ optionFilterProp: "label" }}
      loading={units.isPending}
      value={value || undefined}
      options={options}
      onChange={onChange}
      optionRender={(option) => <span style={{ paddingLeft: Number(option.data.depth) * 12 }}>{option.label}</span>}
    />
  );
}

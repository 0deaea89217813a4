import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { listContentsEndpoint } from "../../contents/contents.contract.ts";

interface ContentSelectProps {
  /** Contents chosen before, with their names. */
  known: readonly { id: string; name: string }[];
  value: string[];
  most: number;
  onChange: (ids: string[]) => void;
}

/** Chooses contents that may be sent today, found by their names. */
export function ContentSelect({ known, value, most, onChange }: ContentSelectProps) {
  const { t } = useTranslation("wecom");
  const [q, setQ] = useState("");
  const contents = useEndpoint(listContentsEndpoint, { q: q || undefined, usable: "true", limit: 50 }, { keepLast: true });
  const found = (contents.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }));
  const others = known.filter((one) => !found.some((row) => row.value === one.id)).map((one) => ({ value: one.id, label: one.name }));
  return (
    <Select
      mode="multiple"
      style={{ width: "100%" }}
      placeholder={t("welcome.addContent")}
      filterOption={false}
      maxCount={most}
      options={[...others, ...found]}
      loading={contents.isPending}
      onSearch={setQ}
      value={value}
      onChange={onChange}
    />
  );
}

import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { listMembersEndpoint } from "../../members/members.contract.ts";

interface MemberPickerProps {
  groupId: string;
  value: string | null;
  onChange: (memberId: string) => void;
}

/** A member who sits in the group now, by any part of the name, pinyin initials or the tail of the phone. */
export function MemberPicker({ groupId, value, onChange }: MemberPickerProps) {
  const { t } = useTranslation("groups");
  const [q, setQ] = useState("");
  const members = useEndpoint(listMembersEndpoint, { groupId, q: q || undefined, limit: 20 }, { keepLast: true });
  const options = (members.data?.items ?? [])
    .filter((one) => one.seatKind === "member")
    .map((one) => ({ value: one.id, label: [one.nickname, one.name, one.phoneMasked].filter(Boolean).join(" · ") }));
  return (
    <Select
      showSearch
      filterOption={false}
      value={value}
      options={options}
      loading={members.isFetching}
      placeholder={t("roster.memberSearch")}
      notFoundContent={members.isFetching ? null : t("roster.noMember")}
      onSearch={setQ}
      onChange={onChange}
    />
  );
}

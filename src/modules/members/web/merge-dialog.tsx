import { Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import {
  countMembersEndpoint,
  listMembersEndpoint,
  type MemberItem,
  type MemberProfile,
  mergeMembersEndpoint,
  showMemberEndpoint,
} from "../members.contract.ts";
import { timelineEndpoint } from "../timeline.contract.ts";
import { shownName } from "./member-columns.tsx";

/** Picks whom somebody really is; can be parted again at any time. */
export function MergeDialog({ member, onClose }: { member: MemberProfile; onClose: () => void }) {
  const { t } = useTranslation("members");
  const [q, setQ] = useState("");
  const [into, setInto] = useState<MemberItem | null>(null);
  const asked = q.trim();
  const query = useEndpoint(listMembersEndpoint, { q: asked, limit: 8 }, { enabled: asked !== "", keepLast: true });
  const merge = useAction(mergeMembersEndpoint, {
    invalidates: [showMemberEndpoint, listMembersEndpoint, countMembersEndpoint, timelineEndpoint],
    onDone: () => {
      if (into) toast(t("merge.done", { name: shownName(into) }));
      onClose();
    },
    onFailed: errorToast,
  });
  const hits = asked === "" ? [] : (query.data?.items ?? []).filter((one) => one.id !== member.id);
  return (
    <Modal
      open
      title={t("merge.title", { name: shownName(member) })}
      onCancel={onClose}
      width={480}
      okText={into ? t("merge.confirm", { name: shownName(into) }) : t("drawer.merge")}
      okButtonProps={{ disabled: into === null, loading: merge.isPending }}
      onOk={() => into && merge.mutate({ memberId: member.id, intoId: into.id })}
    >
      <p className="mut" style={{ marginBottom: 12 }}>
        {t("merge.text")}
      </p>
      <TextInput icon="search" value={q} onChange={setQ} placeholder={t("merge.search")} autoFocus />
      <div role="listbox" aria-label={t("merge.search")} style={{ marginTop: 8 }}>
        {hits.map((one) => (
          <button
            key={one.id}
            type="button"
            role="option"
            aria-selected={into?.id === one.id}
            className={into?.id === one.id ? "row g8 mpick on" : "row g8 mpick"}
            onClick={() => setInto(one)}
          >
            <Avatar name={shownName(one)} seed={one.id} />
            <span className="two">
              <b>{shownName(one)}</b>
              <small>{[one.name ? one.nickname : "", one.phoneMasked ?? t("noPhone")].filter(Boolean).join(" · ")}</small>
            </span>
          </button>
        ))}
      </div>
    </Modal>
  );
}

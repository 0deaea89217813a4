import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { MoreMenu, type MenuAction } from "../../../web/ui/more-menu.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { type MemberProfile, showMemberEndpoint } from "../members.contract.ts";
import { exportMemberEndpoint, showExportEndpoint, withdrawEraseEndpoint } from "../privacy.contract.ts";
import { EraseDialog } from "./erase-dialog.tsx";
import { MergeDialog } from "./merge-dialog.tsx";

/** What is done seldom with one person: edit, merge, and the rights of privacy. */
export function MemberMenu({ member, onEdit }: { member: MemberProfile; onEdit: () => void }) {
  const { t } = useTranslation("members");
  const brand = useBrand();
  const [dialog, setDialog] = useState<"merge" | "erase" | null>(null);
  const canManage = brand.can("members.manage");
  const privacy = usePrivacyActions(member, () => setDialog("erase"));
  const manage: MenuAction[] = canManage
    ? [
        { key: "edit", label: t("drawer.edit"), icon: "edit", onRun: onEdit },
        { key: "merge", label: t("drawer.merge"), icon: "link", onRun: () => setDialog("merge") },
      ]
    : [];
  const actions = [...manage, ...privacy];
  if (actions.length === 0) return null;
  return (
    <>
      <MoreMenu bordered actions={actions} />
      {dialog === "merge" ? <MergeDialog member={member} onClose={() => setDialog(null)} /> : null}
      {dialog === "erase" ? <EraseDialog member={member} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

function usePrivacyActions(member: MemberProfile, onErase: () => void): MenuAction[] {
  const { t } = useTranslation("members");
  const brand = useBrand();
  const allowed = brand.can("members.privacy");
  const copy = useEndpoint(showExportEndpoint, { memberId: member.id }, { enabled: allowed, refreshMs: 30_000 });
  const ask = useAction(exportMemberEndpoint, {
    invalidates: [showExportEndpoint],
    onDone: () => toast(t("drawer.exportAsked")),
    onFailed: errorToast,
  });
  const withdraw = useAction(withdrawEraseEndpoint, {
    invalidates: [showMemberEndpoint],
    onDone: () => toast(t("drawer.withdrawn")),
    onFailed: errorToast,
  });
  if (!allowed) return [];
  const url = copy.data?.url;
  const fetchCopy: MenuAction = url
    ? { key: "fetch", label: t("drawer.fetchExport"), icon: "download", onRun: () => globalThis.location.assign(url) }
    : { key: "export", label: t("drawer.exportOne"), icon: "download", onRun: () => ask.mutate({ memberId: member.id }) };
  const erase: MenuAction = member.erase
    ? { key: "withdraw", label: t("drawer.withdraw"), icon: "undo", onRun: () => withdraw.mutate({ memberId: member.id }) }
    : { key: "erase", label: t("drawer.erase"), icon: "trash", danger: true, onRun: onErase };
  return [fetchCopy, erase];
}

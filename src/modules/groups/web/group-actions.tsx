import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { MoreMenu, type MenuAction } from "../../../web/ui/more-menu.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { type GroupDetail, openGroupEndpoint } from "../groups.contract.ts";
import { BindDialog } from "./bind-dialog.tsx";
import { CloseGroupsDialog } from "./close-groups-dialog.tsx";
import { HandOverDialog } from "./hand-over-dialog.tsx";
import { bulkTouches } from "./use-bulk-done.ts";

type Open = "close" | "owner" | "bind" | null;

/** What can be done with one group, in the bar of its page. */
export function GroupActions({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const [open, setOpen] = useState<Open>(null);
  const start = useAction(openGroupEndpoint, { invalidates: bulkTouches, onDone: () => toast(t("detail.openedNow")), onFailed: errorToast });
  const close = () => setOpen(null);
  const canManage = brand.can("groups.manage") && group.status !== "closed";
  const actions: MenuAction[] = [
    { key: "owner", label: t("roster.handOver"), icon: "member", onRun: () => setOpen("owner") },
    ...(group.channel === "web" ? [] : [{ key: "bind", label: t("bind.title"), icon: "link" as const, onRun: () => setOpen("bind") }]),
    { key: "close", label: t("detail.close"), icon: "leave", danger: true, onRun: () => setOpen("close") },
  ];
  return (
    <>
      {canManage ? <MoreMenu bordered actions={actions} /> : null}
      {canManage && group.status === "planned" ? (
        <Button size="s" kind={group.channel === "web" ? "primary" : "plain"} icon="start" busy={start.isPending} onClick={() => start.mutate({ groupId: group.id })}>
          {t("detail.open")}
        </Button>
      ) : null}
      {group.status === "active" && brand.can("sends.create") ? (
        <Button size="s" kind="primary" icon="send" to={`reach/new?groups=${group.id}`}>
          {t("detail.send")}
        </Button>
      ) : null}
      {open === "close" ? <CloseGroupsDialog groupIds={[group.id]} onClose={close} /> : null}
      {open === "owner" ? <HandOverDialog group={group} onClose={close} /> : null}
      {open === "bind" ? <BindDialog group={group} onClose={close} /> : null}
    </>
  );
}

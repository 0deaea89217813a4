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
import { useAsked } from "./use-asked.ts";
import { bulkTouches } from "./use-bulk-done.ts";

type Open = "close" | "owner" | "bind";

/** What can be done with one group, in the bar of its page. */
export function GroupActions({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const [open, setOpen] = useAsked<Open>({ owner: "owner", close: "close" });
  const canManage = brand.can("groups.manage") && group.status !== "closed";
  return (
    <>
      {canManage ? <MoreMenu bordered actions={seldom(t, group, setOpen)} /> : null}
      {canManage && group.status === "planned" ? <OpenButton group={group} /> : null}
      {group.status === "active" && brand.can("sends.create") ? (
        <Button size="s" kind="primary" icon="send" to={`reach/new?groups=${group.id}`}>
          {t("detail.send")}
        </Button>
      ) : null}
      <GroupDialog group={group} open={canManage ? open : null} onClose={() => setOpen(null)} />
    </>
  );
}

function seldom(t: ReturnType<typeof useTranslation<"groups">>["t"], group: GroupDetail, open: (what: Open) => void): MenuAction[] {
  return [
    { key: "owner", label: t("roster.handOver"), icon: "member", onRun: () => open("owner") },
    ...(group.channel === "web" ? [] : [{ key: "bind", label: t("bind.title"), icon: "link" as const, onRun: () => open("bind") }]),
    { key: "close", label: t("detail.close"), icon: "leave", danger: true, onRun: () => open("close") },
  ];
}

function OpenButton({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const start = useAction(openGroupEndpoint, {
    invalidates: bulkTouches,
    onDone: () => toast(t("detail.openedNow")),
    onFailed: errorToast,
  });
  return (
    <Button
      size="s"
      kind={group.channel === "web" ? "primary" : "plain"}
      icon="start"
      busy={start.isPending}
      onClick={() => start.mutate({ groupId: group.id })}
    >
      {t("detail.open")}
    </Button>
  );
}

function GroupDialog({ group, open, onClose }: { group: GroupDetail; open: Open | null; onClose: () => void }) {
  if (open === "close") return <CloseGroupsDialog groupIds={[group.id]} onClose={onClose} />;
  if (open === "owner") return <HandOverDialog group={group} onClose={onClose} />;
  return open === "bind" ? <BindDialog group={group} onClose={onClose} /> : null;
}

import { useTranslation } from "react-i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { callEndpoint, useAction, useEndpoint } from "../../../web/api.ts";
import { Button } from "../../../web/ui/button.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { Time } from "../../../web/ui/zone.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import { type Invite, listInvitesEndpoint, restoreInviteEndpoint, revokeInviteEndpoint } from "../brands.contract.ts";

/** Invitations nobody took yet; nothing where there is none. */
export function OpenInvites() {
  const { t } = useTranslation(["settings", "shell"]);
  const query = useEndpoint(listInvitesEndpoint, {});
  const open = (query.data?.items ?? []).filter((one) => one.state === "open");
  if (open.length === 0) return null;
  const columns: Column<Invite>[] = [
    { key: "name", title: t("settings:staff.invites.name"), cell: (one) => <b>{one.name}</b> },
    {
      key: "roles",
      title: t("settings:staff.roles"),
      cell: (one) => one.roles.map((role) => t(`shell:roles.${role}`)).join(joint("items")),
    },
    { key: "org", title: t("settings:staff.orgName"), cell: (one) => one.orgName },
    { key: "made", title: t("settings:staff.invites.made"), cell: (one) => <Time className="mut" at={one.createdAt} /> },
    { key: "until", title: t("settings:staff.invites.until"), cell: (one) => <Time className="mut" at={one.expiresAt} /> },
    {
      key: "revoke",
      title: "",
      right: true,
      cell: (one) => <RevokeButton invite={one} />,
    },
  ];
  return (
    <div style={{ padding: "16px 24px 0" }}>
      <Panel
        title={t("settings:staff.invites.title")}
        facts={t("settings:staff.invites.facts", { count: open.length })}
        actions={<ExportButton size="xs" list="invites" filter={{}} total={open.length} />}
      >
        <DataTable
          label={t("settings:staff.invites.title")}
          columns={columns}
          rows={open}
          rowKey={(one) => one.id}
          oneLine
          edge={false}
          stickyTop={0}
        />
      </Panel>
    </div>
  );
}

function RevokeButton({ invite }: { invite: Invite }) {
  const { t } = useTranslation("settings");
  const takeBack = useTakeBack([listInvitesEndpoint]);
  const revoke = useAction(revokeInviteEndpoint, {
    invalidates: [listInvitesEndpoint],
    onDone: (_, { inviteId }) =>
      takeBack(t("staff.invites.revoked", { name: invite.name }), () => callEndpoint(restoreInviteEndpoint, { inviteId })),
    onFailed: errorToast,
  });
  return (
    <Button kind="quiet" size="xs" busy={revoke.isPending} onClick={() => revoke.mutate({ inviteId: invite.id })}>
      {t("staff.invites.revoke")}
    </Button>
  );
}

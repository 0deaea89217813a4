import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callEndpoint, useAction, useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip, type Tone } from "../../../web/ui/chip.tsx";
import { type Column, DataTable } from "../../../web/ui/data-table.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { type MenuAction, MoreMenu } from "../../../web/ui/more-menu.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { useTakeBack } from "../../../web/ui/use-take-back.ts";
import { ExportButton } from "../../exports/web/export-button.tsx";
import type { GroupDetail } from "../groups.contract.ts";
import {
  addToRosterEndpoint,
  listRosterEndpoint,
  removeFromRosterEndpoint,
  type RosterPlace,
  type RosterRole,
  rosterRoles,
} from "../roster.contract.ts";
import { Dots } from "./dots.tsx";
import { HandOverDialog } from "./hand-over-dialog.tsx";
import { RosterDialog } from "./roster-dialog.tsx";
import { useAsked } from "./use-asked.ts";

const tones: Record<RosterRole, Tone> = { owner: "brand", admin: "plain", assistant: "plain", koc: "warn", volunteer: "plain" };

/** 班底: who does what in the group. */
export function RosterPanel({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("groups");
  const brand = useBrand();
  const query = useEndpoint(listRosterEndpoint, { groupId: group.id });
  const [edited, setEdited] = useAsked<RosterPlace | "new">({ admin: "new" });
  const [handing, setHanding] = useState(false);
  const canManage = brand.can("groups.manage") && group.status !== "closed";
  const takeBack = useTakeBack([listRosterEndpoint]);
  const remove = useAction(removeFromRosterEndpoint, {
    invalidates: [listRosterEndpoint],
    onDone: (_, input) => {
      const place = query.data?.items.find((one) => one.id === input.placeId);
      if (!place || place.role === "owner") return toast(t("roster.removed"));
      const { role, kind, personId, duty, shift } = place;
      takeBack(t("roster.removed"), () => callEndpoint(addToRosterEndpoint, { groupId: group.id, role, kind, personId, duty, shift }));
    },
    onFailed: errorToast,
  });
  const actionsOf = (place: RosterPlace): MenuAction[] => [
    { key: "edit", label: t("roster.edit"), icon: "edit", onRun: () => setEdited(place) },
    place.role === "owner"
      ? { key: "hand", label: t("roster.handOver"), icon: "member", onRun: () => setHanding(true) }
      : {
          key: "remove",
          label: t("roster.remove"),
          icon: "close",
          danger: true,
          onRun: () => remove.mutate({ groupId: group.id, placeId: place.id }),
        },
  ];
  const columns: Column<RosterPlace>[] = [
    { key: "name", title: t("roster.name"), width: 168, cell: (place) => <Name place={place} /> },
    { key: "role", title: t("roster.role"), width: 96, cell: (place) => <Chip tone={tones[place.role]}>{t(`role.${place.role}`)}</Chip> },
    {
      key: "duty",
      title: t("roster.duty"),
      cell: (place) => (
        <span className="el">
          <Dots parts={[place.duty, doneOf(t, place)]} />
        </span>
      ),
    },
    { key: "shift", title: t("roster.shift"), right: true, width: 128, cell: (place) => <Shift place={place} /> },
    ...(canManage
      ? [{ key: "more", title: "", width: 44, cell: (place: RosterPlace) => <MoreMenu size="xs" actions={actionsOf(place)} /> }]
      : []),
  ];
  return (
    <Panel
      title={t("roster.title")}
      facts={query.data ? <Dots parts={rosterRoles.flatMap((role) => countOf(t, role, query.data.items))} /> : null}
      actions={
        <>
          <ExportButton size="xs" list="roster" filter={{ groupId: group.id }} />
          {canManage ? (
            <Button kind="quiet" size="xs" icon="memberAdd" onClick={() => setEdited("new")}>
              {t("roster.add")}
            </Button>
          ) : null}
        </>
      }
    >
      <Loaded
        query={query}
        what={t("roster.title")}
        tight
        skeleton={<RowsSkeleton rows={3} />}
        empty={(data) => (data.items.length === 0 ? <NoRoster canManage={canManage} onHand={() => setHanding(true)} /> : null)}
      >
        {(data) => (
          <DataTable
            label={t("roster.title")}
            columns={columns}
            rows={data.items}
            rowKey={(place) => place.id}
            edge={false}
            stickyTop={0}
          />
        )}
      </Loaded>
      {edited && canManage ? <RosterDialog group={group} place={edited === "new" ? null : edited} onClose={() => setEdited(null)} /> : null}
      {handing ? <HandOverDialog group={group} onClose={() => setHanding(false)} /> : null}
    </Panel>
  );
}

type Translate = ReturnType<typeof useTranslation<"groups">>["t"];

function countOf(t: Translate, role: RosterRole, places: readonly RosterPlace[]): string[] {
  const count = places.filter((place) => place.role === role).length;
  return count > 0 ? [`${t(`role.${role}`)} ${count}`] : [];
}

function doneOf(t: Translate, place: RosterPlace): string {
  return place.kind === "staff"
    ? t("roster.owns", { count: place.groups })
    : t("roster.spoke", { messages: place.messages30d, brought: place.brought });
}

function Name({ place }: { place: RosterPlace }) {
  return (
    <span className="row g8">
      <Avatar name={place.name} size="s" />
      <b className="el">{place.name}</b>
    </span>
  );
}

function Shift({ place }: { place: RosterPlace }) {
  const { t } = useTranslation("groups");
  if (place.staffStatus === null || place.staffStatus === "active")
    return <>{place.shift || (place.staffStatus === "active" ? t("roster.present") : "—")}</>;
  return <span className="warn">{t(`roster.${place.staffStatus}`)}</span>;
}

function NoRoster({ canManage, onHand }: { canManage: boolean; onHand: () => void }) {
  const { t } = useTranslation("groups");
  return (
    <EmptyState
      tight
      icon="team"
      title={t("roster.empty")}
      text={t("roster.emptyWhy")}
      actions={
        canManage ? (
          <Button size="s" onClick={onHand}>
            {t("roster.chooseOwner")}
          </Button>
        ) : null
      }
    />
  );
}

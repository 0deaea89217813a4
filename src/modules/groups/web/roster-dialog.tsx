import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import type { GroupDetail } from "../groups.contract.ts";
import {
  addToRosterEndpoint,
  changeRosterEndpoint,
  listRosterEndpoint,
  listWorkloadsEndpoint,
  type RosterPlace,
} from "../roster.contract.ts";
import { decidePlace } from "../roster.rules.ts";
import { MemberPicker } from "./member-picker.tsx";
import { useWorkloadOptions } from "./workload-options.tsx";

const roles = ["admin", "assistant", "koc", "volunteer"] as const;
type Role = (typeof roles)[number];

interface RosterDialogProps {
  group: GroupDetail;
  /** Null adds somebody. */
  place: RosterPlace | null;
  onClose: () => void;
}

/** Somebody's place in a group: who, as what, what for, when. */
export function RosterDialog({ group, place, onClose }: RosterDialogProps) {
  const { t } = useTranslation("groups");
  const [kind, setKind] = useState<"staff" | "member">(firstOf(place).kind);
  const first = firstOf(place);
  const [role, setRole] = useState<Role>(first.role);
  const [personId, setPersonId] = useState<string | null>(first.personId);
  const [duty, setDuty] = useState(first.duty);
  const [shift, setShift] = useState(first.shift);
  const done = { invalidates: [listRosterEndpoint], onDone: () => finish(), onFailed: errorToast };
  const finish = () => {
    toast(t("roster.saved"));
    onClose();
  };
  const add = useAction(addToRosterEndpoint, done);
  const change = useAction(changeRosterEndpoint, done);
  const { fitting, known } = fittingRoles(kind, role);
  const save = () => {
    if (place) change.mutate({ groupId: group.id, placeId: place.id, duty, shift, ...(place.role === "owner" ? {} : { role: known }) });
    else if (personId) add.mutate({ groupId: group.id, role: known, kind, personId, duty, shift });
  };
  return (
    <ConfirmNumbers
      open
      icon="team"
      title={place ? t("roster.editTitle", { name: place.name }) : t("roster.addTitle")}
      facts={t("roster.facts")}
      confirm={t("save")}
      disabled={personId === null}
      busy={add.isPending || change.isPending}
      onConfirm={save}
      onClose={onClose}
    >
      <div>
        {place ? null : <Who groupId={group.id} kind={kind} personId={personId} onKind={setKind} onPerson={setPersonId} />}
        {place?.role === "owner" ? null : (
          <FormField label={t("roster.role")} hint={t(`roster.roleHint.${known}`)}>
            <Select value={known} options={fitting.map((one) => ({ value: one, label: t(`role.${one}`) }))} onChange={setRole} />
          </FormField>
        )}
        <div className="gpair">
          <FormField label={t("roster.duty")} note={t("optional")}>
            <TextInput value={duty} onChange={setDuty} maxLength={120} placeholder={t("roster.dutyExample")} />
          </FormField>
          <FormField label={t("roster.shift")} note={t("optional")}>
            <TextInput value={shift} onChange={setShift} maxLength={60} placeholder={t("roster.shiftExample")} />
          </FormField>
        </div>
      </div>
    </ConfirmNumbers>
  );
}

function firstOf(place: RosterPlace | null) {
  if (!place) return { kind: "staff" as const, role: "admin" as const, personId: null, duty: "", shift: "" };
  return { ...place, role: roles.find((one) => one === place.role) ?? ("admin" as const) };
}

/** What a colleague or a member can be, and of these the one that is chosen. */
function fittingRoles(kind: "staff" | "member", role: Role): { fitting: Role[]; known: Role } {
  const fitting = roles.filter((one) => decidePlace({ role: one, kind }, 0).verdict === "place");
  return { fitting, known: fitting.includes(role) ? role : (fitting[0] ?? "admin") };
}

interface WhoProps {
  groupId: string;
  kind: "staff" | "member";
  personId: string | null;
  onKind: (kind: "staff" | "member") => void;
  onPerson: (personId: string | null) => void;
}

function Who({ groupId, kind, personId, onKind, onPerson }: WhoProps) {
  const { t } = useTranslation("groups");
  const staff = useEndpoint(listWorkloadsEndpoint, {});
  const options = useWorkloadOptions(staff.data?.items ?? []).map((option) => ({ ...option, disabled: false }));
  return (
    <>
      <FormField label={t("roster.kind")}>
        <Select
          value={kind}
          options={(["staff", "member"] as const).map((one) => ({ value: one, label: t(`roster.kinds.${one}`) }))}
          onChange={(next) => {
            onKind(next);
            onPerson(null);
          }}
        />
      </FormField>
      <FormField label={t("roster.who")}>
        {kind === "staff" ? (
          <Select
            showSearch
            optionFilterProp="title"
            value={personId}
            options={options}
            loading={staff.isLoading}
            onChange={(id: string) => onPerson(id)}
          />
        ) : (
          <MemberPicker groupId={groupId} value={personId} onChange={onPerson} />
        )}
      </FormField>
    </>
  );
}

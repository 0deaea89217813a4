import { useState } from "react";
import { useTranslation } from "react-i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { useAction, useEndpoint } from "../../../web/api.ts";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Dot } from "../../../web/ui/page.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import { listStaffEndpoint, type StaffMember } from "../../brands/brands.contract.ts";
import { reassignTaskEndpoint, type Task } from "../tasks.contract.ts";
import { taskReads } from "./reads.ts";

interface ReassignDialogProps {
  task: Task;
  onClose: () => void;
  onDone: () => void;
}

export function ReassignDialog(props: ReassignDialogProps) {
  return props.task.onlyOn ? <OnlyItsPerson task={props.task} onClose={props.onClose} /> : <ChooseColleague {...props} />;
}

/** Says why it cannot be given away, and what can be done instead. */
function OnlyItsPerson({ task, onClose }: Omit<ReassignDialogProps, "onDone">) {
  const { t } = useTranslation("tasks");
  const name = { name: task.assigneeName };
  return (
    <ConfirmNumbers
      open
      icon="member"
      title={t("reassign.only.title", name)}
      facts={t("reassign.only.facts", name)}
      checks={[
        { tone: "good", text: t("reassign.only.skip") },
        { tone: "good", text: t("reassign.only.owner") },
      ]}
      confirm={t("reassign.only.close")}
      onConfirm={onClose}
      onClose={onClose}
    />
  );
}

function ChooseColleague({ task, onClose, onDone }: ReassignDialogProps) {
  const { t } = useTranslation("tasks");
  const [q, setQ] = useState("");
  const [to, setTo] = useState<StaffMember>();
  const query = useEndpoint(listStaffEndpoint, { q: q.trim() || undefined, limit: 50 }, { keepLast: true });
  const reassign = useAction(reassignTaskEndpoint, {
    invalidates: taskReads,
    onDone: () => {
      toast(t("reassign.done", { name: to?.name }));
      onDone();
    },
  });
  return (
    <ConfirmNumbers
      open
      icon="member"
      title={t("reassign.title")}
      facts={t("reassign.facts")}
      confirm={to ? t("reassign.confirm", { name: to.name }) : t("reassign.pick")}
      disabled={!to}
      busy={reassign.isPending}
      onConfirm={() => to && reassign.mutate({ taskId: task.id, staffId: to.id })}
      onClose={onClose}
    >
      <TextInput icon="search" value={q} onChange={setQ} placeholder={t("reassign.search")} autoFocus />
      <Loaded query={query} what={t("reassign.what")} tight skeleton={<RowsSkeleton rows={4} />}>
        {(data) => (
          <People people={data.items.filter((one) => one.id !== task.assigneeId && one.status !== "left")} {...{ q, to, setTo }} />
        )}
      </Loaded>
      {reassign.error ? <p className="bad">{errorText(reassign.error)}</p> : null}
    </ConfirmNumbers>
  );
}

interface PeopleProps {
  people: StaffMember[];
  q: string;
  to: StaffMember | undefined;
  setTo: (person: StaffMember) => void;
}

function People({ people, q, to, setTo }: PeopleProps) {
  const { t } = useTranslation(["tasks", "shell"]);
  if (people.length === 0) return <p className="mut">{q ? t("tasks:reassign.none", { q }) : t("tasks:reassign.empty")}</p>;
  return (
    <ul className="tasks-staff">
      {people.map((person) => (
        <li key={person.id}>
          <label>
            <input
              type="radio"
              name="staff"
              disabled={person.status !== "active"}
              checked={to?.id === person.id}
              onChange={() => setTo(person)}
            />
            <Avatar name={person.name} seed={person.id} size="s" />
            <b>{person.name}</b>
            <span className="mut sm12 el">
              {person.roles.map((role) => t(`shell:roles.${role}`)).join(joint("items"))}
              <Dot />
              {person.orgName}
            </span>
            <span className="sp" />
            {person.status === "away" ? <Chip tone="warn">{t("tasks:reassign.away")}</Chip> : null}
            <span className="mut sm12 nw">{t("tasks:reassign.groups", { count: person.groups })}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

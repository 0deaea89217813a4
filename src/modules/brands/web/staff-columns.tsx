import type { useTranslation } from "react-i18next";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { type Column, TwoLines } from "../../../web/ui/data-table.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Progress } from "../../../web/ui/progress.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import type { BrandSettings, StaffMember } from "../brands.contract.ts";

type Words = ReturnType<typeof useTranslation<["settings", "shell"]>>["t"];
type Limits = Pick<BrandSettings, "workloadWarn" | "workloadRefuse">;

export function staffColumns(t: Words, limits: Limits | undefined): Column<StaffMember>[] {
  return [
    { key: "name", title: t("settings:staff.name"), cell: (one) => <Person person={one} /> },
    {
      key: "roles",
      title: t("settings:staff.roles"),
      cell: (one) =>
        one.roles.length === 0 ? (
          <span className="mut">{t("settings:staff.noRole")}</span>
        ) : (
          <span className="row g4">
            {one.roles.map((role) => (
              <Chip key={role} tone={role === "owner" ? "brand" : "plain"}>
                {t(`shell:roles.${role}`)}
              </Chip>
            ))}
          </span>
        ),
    },
    { key: "org", title: t("settings:staff.orgName"), cell: (one) => one.orgName },
    {
      key: "groups",
      title: t("settings:staff.groups"),
      right: true,
      width: 180,
      tip: limits ? t("settings:staff.workloadTip", { warn: limits.workloadWarn, refuse: limits.workloadRefuse }) : undefined,
      cell: (one) => <Workload person={one} limits={limits} label={t("settings:staff.open", { name: one.name })} />,
    },
    { key: "state", title: t("settings:staff.state"), width: 96, cell: (one) => <StaffState t={t} status={one.status} /> },
    { key: "since", title: t("settings:staff.since"), width: 136, from: 1360, cell: (one) => <Time className="mut" at={one.createdAt} /> },
  ];
}

function Person({ person }: { person: StaffMember }) {
  return (
    <span className="row g12">
      <Avatar name={person.name} seed={person.id} />
      <TwoLines title={person.name} note={person.login || undefined} />
    </span>
  );
}

function StaffState({ t, status }: { t: Words; status: StaffMember["status"] }) {
  const word = t(`settings:staff.states.${status}`);
  if (status === "active") return <span className="sec">{word}</span>;
  return <Chip tone={status === "away" ? "warn" : "plain"}>{word}</Chip>;
}

/** How the number of groups stands to the brand's limits. */
export function workloadTone(groups: number, limits: Limits | undefined): "" | "warn" | "bad" {
  if (!limits || groups < limits.workloadWarn) return "";
  return groups < limits.workloadRefuse ? "warn" : "bad";
}

function Workload({ person, limits, label }: { person: StaffMember; limits: Limits | undefined; label: string }) {
  if (person.groups === 0) return <span className="mut">0</span>;
  const tone = workloadTone(person.groups, limits);
  return (
    <span className="row g8" style={{ justifyContent: "flex-end" }}>
      {limits ? (
        <Progress
          height={4}
          width={72}
          share={person.groups / limits.workloadRefuse}
          label={label}
          color={tone ? `var(--${tone})` : "var(--c1)"}
        />
      ) : null}
      <Link to={`groups?ownerId=${person.id}`} className={`lnk ${tone}`} title={label}>
        {formatCount(person.groups)}
      </Link>
    </span>
  );
}

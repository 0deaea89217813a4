import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { formatCount, formatPercent } from "../../../web/ui/format.ts";
import { HealthBar } from "../../../web/ui/health-bar.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { listGroupsEndpoint } from "../../groups/group-list.contract.ts";
import { listSendsEndpoint } from "../sends.contract.ts";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p>
      <span className="mut">{name}</span>
      <span className="el">{children}</span>
    </p>
  );
}

/** How this group has been: members, health, interaction, what it got last. */
export function GroupRecent({ groupId, groupName }: { groupId: string; groupName: string }) {
  const { t } = useTranslation("sends");
  const brand = useBrand();
  const groups = useEndpoint(listGroupsEndpoint, { q: groupName, limit: 20 }, { enabled: brand.can("groups.read") });
  const sends = useEndpoint(
    listSendsEndpoint,
    { when: "past", state: "finished", groupId, limit: 1 },
    { enabled: brand.can("sends.read") },
  );
  const group = groups.data?.items.find((one) => one.id === groupId);
  const last = sends.data?.items[0];
  return (
    <section className="recent">
      <h3>{t("side.recent")}</h3>
      {group ? (
        <>
          <Fact name={t("side.people")}>
            <b>{formatCount(group.memberCount)}</b>
          </Fact>
          {group.health === null ? null : (
            <Fact name={t("side.health")}>
              <HealthBar score={group.health} />
            </Fact>
          )}
          {group.interaction7d === null ? null : (
            <Fact name={t("side.interaction")}>
              <b>{formatPercent(group.interaction7d)}</b>
            </Fact>
          )}
          <Fact name={t("side.lastMessage")}>{group.lastMessageAt ? <Time at={group.lastMessageAt} /> : t("side.none")}</Fact>
        </>
      ) : null}
      {last ? (
        <Fact name={t("side.lastSend")}>
          <span title={last.name}>
            <Time at={last.dueAt} /> {last.name}
          </span>
        </Fact>
      ) : null}
    </section>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpointPages } from "../../../web/api.ts";
import { useChannelName } from "../../../web/i18n/channel-name.ts";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Dot } from "../../../web/ui/page.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { NoResult } from "../../../web/ui/states.tsx";
import type { GroupListItem } from "../../groups/group-list.contract.ts";
import { listGroupsEndpoint } from "../../groups/group-list.contract.ts";
import type { Draft } from "./use-draft.ts";

/** Groups ticked one by one; what was brought along stays ticked though it is not in sight. */
export function GroupPicker({ draft }: { draft: Draft }) {
  const { t } = useTranslation("newSend");
  const [q, setQ] = useState("");
  const picked = new Set(draft.fields.groupIds);
  const { query, items, hasMore, more, loadingMore } = useEndpointPages(listGroupsEndpoint, {
    q: q || undefined,
    status: "active",
    limit: 50,
  });
  const toggle = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    draft.set({ groupIds: [...next] });
  };
  return (
    <>
      <div className="sends-pickhead">
        <SearchInput value={q} onSearch={setQ} placeholder={t("searchGroups")} />
        <b>{picked.size > 0 ? t("picked", { count: formatCount(picked.size) }) : t("pickNone")}</b>
        <span className="sp" />
        {picked.size > 0 ? (
          <Button size="xs" kind="quiet" onClick={() => draft.set({ groupIds: [] })}>
            {t("clear")}
          </Button>
        ) : null}
      </div>
      <Loaded query={query} what={t("groupsWhat")} tight skeleton={<RowsSkeleton rows={5} />}>
        {() =>
          items.length === 0 ? (
            <NoResult what={t("groupsWhat")} onClear={q ? () => setQ("") : undefined} />
          ) : (
            <ul className="sends-picks">
              {items.map((group) => (
                <PickRow key={group.id} group={group} isPicked={picked.has(group.id)} onToggle={() => toggle(group.id)} />
              ))}
              {hasMore ? (
                <li className="more">
                  <Button size="s" kind="quiet" busy={loadingMore} onClick={more}>
                    {t("more")}
                  </Button>
                </li>
              ) : null}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function PickRow({ group, isPicked, onToggle }: { group: GroupListItem; isPicked: boolean; onToggle: () => void }) {
  const { t } = useTranslation("sends");
  const channelName = useChannelName();
  return (
    <li>
      <label>
        <input type="checkbox" className="chk" checked={isPicked} onChange={onToggle} />
        <b className="el">{group.name}</b>
        <span className="mut sm12 el">
          {group.orgPath}
          {group.orgPath ? <Dot /> : null}
          {channelName(group.channel)}
        </span>
        <span className="sp" />
        <span className="sec nw">{t("unit.people", { count: formatCount(group.memberCount) })}</span>
      </label>
    </li>
  );
}

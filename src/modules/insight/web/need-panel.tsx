import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint, useEndpointPages } from "../../../web/api.ts";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { useKeptFocus } from "../../../web/ui/kept-focus.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { ExportButton } from "../../exports/web/export-button.tsx";
import type { AdviceCode, GroupInNeed } from "../advice.contract.ts";
import { groupsInNeedEndpoint } from "../advice.contract.ts";
import { MoreRows } from "./more-rows.tsx";
import { NeedRow } from "./need-row.tsx";

const SHOWN = 5;
/** As many as the words of `MoreRows` say. */
const PAGE = 50;

/** 需要帮忙的群: the five that stand worst, and all of them beside. */
export function NeedPanel({ scope }: { scope: string }) {
  const { t } = useTranslation("insight");
  const [open, setOpen] = useState(false);
  const query = useEndpoint(groupsInNeedEndpoint, { scope, limit: SHOWN }, { refreshMs: 60_000, keepLast: true });
  return (
    <>
      <Panel
        title={t("need.title")}
        facts={t("need.facts")}
        className="need"
        actions={
          query.data && query.data.total > 0 ? (
            <button type="button" className="lnk" onClick={() => setOpen(true)}>
              {t("need.all", { count: query.data.total })}
            </button>
          ) : null
        }
      >
        <Loaded
          query={query}
          what={t("need.what")}
          tight
          skeleton={<RowsSkeleton rows={5} />}
          empty={(data) =>
            data.items.length > 0 ? null : <EmptyState icon="check" tight title={t("need.none")} text={t("need.noneText")} />
          }
        >
          {(data) => <NeedList rows={data.items} />}
        </Loaded>
      </Panel>
      {open ? <NeedDrawer title={t("need.drawer")} scope={scope} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Where a row was put off, the next has the focus. */
function NeedList({ rows, inset }: { rows: GroupInNeed[]; inset?: boolean }) {
  const box = useKeptFocus<HTMLUListElement>();
  return (
    <ul className={inset ? "ghs inset" : "ghs"} ref={box} data-place="need">
      {rows.map((row) => (
        <NeedRow key={row.advice.id} row={row} />
      ))}
    </ul>
  );
}

interface NeedDrawerProps {
  title: string;
  scope: string;
  code?: AdviceCode;
  stage?: number;
  onClose: () => void;
}

/** All groups with open advice, or those of one stage with one kind of it. */
export function NeedDrawer({ title, scope, code, stage, onClose }: NeedDrawerProps) {
  const { t } = useTranslation("insight");
  const ask = { scope, ...(code ? { code } : {}), ...(stage ? { stage } : {}) };
  const { query, items, ...paging } = useEndpointPages(groupsInNeedEndpoint, { ...ask, limit: PAGE });
  const total = query.data?.pages[0]?.total;
  return (
    <Drawer
      open
      title={title}
      facts={total === undefined ? null : t("need.all", { count: total })}
      actions={<ExportButton size="xs" list="groups-in-need" filter={ask} total={total} />}
      onClose={onClose}
    >
      <Loaded query={query} what={t("need.what")} tight>
        {() => (
          <>
            <NeedList rows={items} inset />
            {paging.hasMore ? (
              <div className="pad">
                <MoreRows {...paging} />
              </div>
            ) : null}
          </>
        )}
      </Loaded>
    </Drawer>
  );
}

import { useTranslation } from "react-i18next";
import type { OutputOf } from "../../../lib/define.ts";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { intoSight } from "../../../web/ui/into-sight.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { RowsSkeleton } from "../../../web/ui/skeleton.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import type { GroupDetail } from "../../groups/groups.contract.ts";
import { useAsked } from "../../groups/web/use-asked.ts";
import { type GroupCode, listGroupCodesEndpoint } from "../group-codes.contract.ts";
import { CodePicture } from "./code-picture.tsx";
import { codeTones, standingTones } from "./code-tones.ts";
import { JoinCodeDrawer } from "./join-code-drawer.tsx";
import "./wecom.css";

/** Groups move on in their codes every half minute. */
const REFRESH_MS = 30_000;

/** 进群活码: the join codes that lead into a WeCom group, and a new one with the group chosen already. */
export function GroupCodesPanel({ group }: { group: GroupDetail }) {
  const { t } = useTranslation("wecom");
  const mayMake = useMayMake(group);
  const query = useEndpoint(listGroupCodesEndpoint, { groupId: group.id }, { refreshMs: REFRESH_MS });
  const [asked, setAsked] = useAsked<true>({ entry: true });
  const { items, connectionId } = query.data ?? nothing;
  if (group.status === "closed" && items.length === 0) return null;
  return (
    <Panel
      title={t("groupCodes.title")}
      facts={items.length > 0 ? t("groupCodes.count", { count: items.filter((code) => code.status === "live").length }) : null}
      actions={connectionId ? <Ways connectionId={connectionId} onMake={mayMake ? () => setAsked(true) : undefined} /> : null}
    >
      <Loaded query={query} what={t("groupCodes.title")} tight skeleton={<RowsSkeleton rows={2} />}>
        {(data) => <Codes group={group} data={data} mayMake={mayMake} isAsked={asked !== null} />}
      </Loaded>
      {asked && mayMake && connectionId ? (
        <JoinCodeDrawer connectionId={connectionId} code={null} into={choiceOf(group)} onClose={() => setAsked(null)} />
      ) : null}
    </Panel>
  );
}

function useMayMake({ status }: GroupDetail): boolean {
  return useBrand().can("wecom.codes") && status !== "closed";
}

const nothing: { items: GroupCode[]; connectionId: string | null } = { items: [], connectionId: null };

/** To all codes of the corp, and to a new one. */
function Ways({ connectionId, onMake }: { connectionId: string; onMake: (() => void) | undefined }) {
  const { t } = useTranslation("wecom");
  return (
    <>
      <Link to={`settings/channels/${connectionId}/codes?kind=join`} className="lnk nw">
        {t("groupCodes.all")}
      </Link>
      {onMake ? (
        <Button kind="quiet" size="xs" icon="plus" onClick={onMake}>
          {t("codes.add.join")}
        </Button>
      ) : null}
    </>
  );
}

const choiceOf = ({ id, name, status, memberCount }: GroupDetail) => ({ groupId: id, name, status, people: memberCount });

interface CodesProps {
  group: GroupDetail;
  data: OutputOf<typeof listGroupCodesEndpoint>;
  mayMake: boolean;
  /** Somebody was led here to make one: where it cannot be made, the reason comes into sight. */
  isAsked: boolean;
}

function Codes({ group, data, mayMake, isAsked }: CodesProps) {
  const { t } = useTranslation("wecom");
  const hasCorp = data.connectionId !== null;
  if (data.items.length === 0 && hasCorp)
    return (
      <div ref={isAsked && !mayMake ? intoSight : undefined}>
        <EmptyState tight icon="qr" title={t("groupCodes.empty")} text={mayMake ? t("groupCodes.emptyWhy") : t("groupCodes.others")} />
      </div>
    );
  return (
    <>
      <ul className="wc-into">
        {data.items.map((code) => (
          <Code key={code.id} code={code} isPlanned={group.status === "planned"} />
        ))}
      </ul>
      {hasCorp ? null : <NoCorp corps={data.corps} isAsked={isAsked} />}
      {hasCorp && isAsked && !mayMake ? (
        <p className="wc-note" ref={intoSight}>
          {t("groupCodes.others")}
        </p>
      ) : null}
    </>
  );
}

function Code({ code, isPlanned }: { code: GroupCode; isPlanned: boolean }) {
  const { t } = useTranslation("wecom");
  return (
    <li aria-label={code.name}>
      <CodePicture small name={code.name} url={code.qrUrl} />
      <div className="sp">
        <b className="el">{code.name}</b>
        <small>{t("codes.joins", { n: formatCount(code.joins) })}</small>
      </div>
      <Standing code={code} isPlanned={isPlanned} />
    </li>
  );
}

/** How the group stands in a code that works; of another how the code itself stands. */
function Standing({ code, isPlanned }: { code: GroupCode; isPlanned: boolean }) {
  const { t } = useTranslation("wecom");
  if (code.status !== "live") return <Chip tone={codeTones[code.status]}>{t(`codes.status.${code.status}`)}</Chip>;
  if (isPlanned) return <Chip>{t("codes.planned")}</Chip>;
  return <Chip tone={standingTones[code.standing]}>{t(`codes.${code.standing}`)}</Chip>;
}

/** Why no code can be made from here, and where that is mended. */
function NoCorp({ corps, isAsked }: { corps: number; isAsked: boolean }) {
  const { t } = useTranslation("wecom");
  const brand = useBrand();
  return (
    <p className="wc-why" ref={isAsked ? intoSight : undefined}>
      {corps > 1 ? t("groupCodes.whichCorp") : t("groupCodes.noCorp")}{" "}
      {brand.can("connections.read") ? (
        <Link to="settings/channels" className="lnk nw">
          {corps > 1 ? t("groupCodes.toCorps") : t("groupCodes.connect")}
        </Link>
      ) : null}
    </p>
  );
}

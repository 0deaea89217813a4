import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount, formatDecimal, formatPercent } from "../../../web/ui/format.ts";
import { Icon } from "../../../web/ui/icons.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { type StageColumn, stageBoardEndpoint } from "../board.contract.ts";
import { NeedDrawer } from "./need-panel.tsx";
import { stageName } from "./stages.ts";
import { ThresholdsDialog } from "./thresholds-dialog.tsx";
import "./stage-board.css";

/** 阶段看板: five stages, what ends each, who rose and fell, and what most of its groups need. */
export function StageBoard({ scope }: { scope: string }) {
  const { t } = useTranslation("insight");
  const brand = useBrand();
  const [open, setOpen] = useState<StageColumn | null>(null);
  const [editing, setEditing] = useState(false);
  const query = useEndpoint(stageBoardEndpoint, { scope }, { keepLast: true, refreshMs: 300_000 });
  const facts = query.data
    ? t("board.facts", { groups: formatCount(query.data.groups), risen: query.data.risen, fallen: query.data.fallen })
    : null;
  return (
    <Panel
      title={t("board.title")}
      facts={facts}
      actions={
        brand.can("brands.manage") ? (
          <button type="button" className="lnk" onClick={() => setEditing(true)}>
            {t("page.thresholds")}
          </button>
        ) : null
      }
    >
      <Loaded query={query} what={t("board.what")} tight skeleton={<BlockSkeleton height={180} />}>
        {(data) => (
          <div className="sb">
            {data.columns.map((column) => (
              <StageCell key={column.stage} column={column} all={data.groups} onOpen={() => setOpen(column)} />
            ))}
          </div>
        )}
      </Loaded>
      {open?.worst ? (
        <NeedDrawer
          title={t("need.same", { stage: stageName(t, open.stage), groups: open.worst.groups })}
          scope={scope}
          code={open.worst.code}
          stage={open.stage}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {editing ? <ThresholdsDialog onClose={() => setEditing(false)} /> : null}
    </Panel>
  );
}

function StageCell({ column, all, onOpen }: { column: StageColumn; all: number; onOpen: () => void }) {
  const { t } = useTranslation("insight");
  return (
    <div className={`sc s${column.stage}`}>
      <i className="tp" />
      <div className="row">
        <Link to={`groups?stage=${column.stage}`} className="sn">
          {stageName(t, column.stage)}
        </Link>
        <span className="sp" />
        {column.risen > 0 ? (
          <span className="up">
            {t("board.risen", { count: column.risen })}
            <Icon name="right" size="xs" />
          </span>
        ) : null}
      </div>
      <div className="row g8 num">
        <b className="bn">{formatCount(column.groups)}</b>
        <span className="mut">{all > 0 ? formatPercent(column.groups / all, 1) : ""}</span>
        <span className="sp" />
        {column.fallen > 0 ? <span className="mut sm12">{t("board.fallen", { count: column.fallen })}</span> : null}
      </div>
      <Measure column={column} />
      <p>{sentence(t, column)}</p>
      {column.worst ? (
        <Button size="xs" kind="soft" onClick={onOpen}>
          {t("board.see", { count: column.worst.groups })}
        </Button>
      ) : null}
    </div>
  );
}

function sentence(t: TFunction<"insight">, { worst, groups, below }: StageColumn): string {
  if (worst) return t("board.worst", { count: worst.groups, what: t(`adviceShort.${worst.code}`) });
  if (groups === 0) return "";
  return below > 0 ? t("board.below", { count: below }) : t("board.allMet");
}

function Measure({ column: { measure, value, target } }: { column: StageColumn }) {
  const { t } = useTranslation("insight");
  const write = (ratio: number | null, digits?: number) =>
    measure === "referral" ? formatDecimal(ratio, 3) : formatPercent(ratio, digits);
  const tone = value === null || target === null ? "" : value >= target ? "good" : "bad";
  return (
    <div className="th" title={t(`board.measureTip.${measure}`)}>
      <span>{t(`board.measure.${measure}`)}</span>
      <b className={tone}>{write(value)}</b>
      <span className="mut">{target === null ? "" : `≥ ${write(target, 0)}`}</span>
    </div>
  );
}

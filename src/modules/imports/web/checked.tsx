import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { pageLanguage } from "../../../web/language.ts";
import { Button } from "../../../web/ui/button.tsx";
import { formatCount, formatMoney } from "../../../web/ui/format.ts";
import { Link } from "../../../web/ui/link.tsx";
import { type NumberFact, NumberStrip } from "../../../web/ui/number-strip.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { checkImportEndpoint, type ImportDetail, runImportEndpoint, showImportEndpoint, type Totals } from "../imports.contract.ts";
import type { ImportOptions } from "../options.contract.ts";
import { faultWords, fieldWord } from "../words.rules.ts";
import { Places } from "./places.tsx";
import { Rooms } from "./rooms.tsx";
import { useBackToColumns } from "./use-back.ts";

/** What the whole file would come to, before anything is written. */
export function Checked({ one }: { one: ImportDetail }) {
  const { totals } = one;
  return totals ? <CheckedTotals one={one} totals={totals} /> : null;
}

type RoomOptions = Pick<ImportOptions, "rooms" | "otherRooms" | "roomOrgId" | "seat">;

function CheckedTotals({ one, totals }: { one: ImportDetail; totals: Totals }) {
  const { t } = useTranslation("imports");
  const { rooms, otherRooms, roomOrgId, seat } = one.options;
  const [places, setPlaces] = useState<RoomOptions>({ rooms, otherRooms, roomOrgId, seat });
  const back = useBackToColumns(one);
  const start = useAction(runImportEndpoint, { invalidates: [showImportEndpoint, checkImportEndpoint], onFailed: errorToast });
  const good = totals.rows - totals.bad;
  return (
    <>
      {one.before.map((earlier) => (
        <p key={earlier.id} className="imports-note">
          <Before at={earlier.createdAt} />
          <Link className="lnk" to={`imports/${earlier.id}`}>
            {t("check.open")}
          </Link>
        </p>
      ))}
      <Panel
        title={t("check.title")}
        facts={
          totals.from && totals.to ? (
            <>
              <Time at={totals.from} /> – <Time at={totals.to} />
            </>
          ) : undefined
        }
        padded
        actions={
          <>
            <Button size="s" onClick={back}>
              {t("check.back")}
            </Button>
            <Button
              kind="primary"
              size="s"
              busy={start.isPending}
              disabled={good <= 0}
              onClick={() => start.mutate({ importId: one.id, options: one.kind === "chat" ? places : {} })}
            >
              {good > 0 ? t("check.start", { rows: formatCount(good) }) : t("check.startNothing")}
            </Button>
          </>
        }
      >
        <NumberStrip numbers={useNumbers(one, totals)} />
        <Notes one={one} totals={totals} />
      </Panel>
      <Faults totals={totals} />
      {one.kind === "chat" ? <Rooms places={totals.places} value={places} onChange={setPlaces} /> : <Places places={totals.places} />}
    </>
  );
}

function Before({ at }: { at: string }) {
  const { t } = useTranslation("imports");
  const [before = "", after = ""] = t("check.before", { at: "\u0000" }).split("\u0000");
  return (
    <span>
      {before}
      <Time at={at} />
      {after}{" "}
    </span>
  );
}

function useNumbers(one: ImportDetail, totals: Totals): NumberFact[] {
  const { t } = useTranslation("imports");
  const { kind } = one;
  return [
    { value: formatCount(totals.units), label: t(`check.units.${kind}`) },
    ...(totals.people > 0 && kind !== "members" ? [{ value: formatCount(totals.people), label: t(`check.people.${kind}`) }] : []),
    ...(totals.fen === null ? [] : [{ value: formatMoney(totals.fen), label: t("check.money") }]),
    ...(totals.refundedFen ? [{ value: formatMoney(totals.refundedFen), label: t("check.refunded") }] : []),
    { value: formatCount(totals.bad), label: t("check.bad"), ...(totals.bad > 0 ? { tone: "bad" as const } : {}) },
  ];
}

function Notes({ one, totals }: { one: ImportDetail; totals: Totals }) {
  const { t } = useTranslation("imports");
  return (
    <ul className="imports-notes">
      {totals.dayOrders.map(({ field, order, proof }) => (
        <li key={field}>
          {t(proof ? "check.dayOrder" : "check.dayOrderUsual", {
            field: fieldWord(pageLanguage(), field),
            order: t(`options.dayOrders.${order}`),
            proof,
          })}
        </li>
      ))}
      <li>{t(`options.knownHint.${one.kind}`)}</li>
      {one.kind === "chat" ? <li>{t("check.textDays")}</li> : null}
    </ul>
  );
}

function Faults({ totals }: { totals: Totals }) {
  const { t } = useTranslation("imports");
  if (totals.badBy.length === 0) return null;
  return (
    <Panel title={t("check.faults")} facts={t("check.faultsFacts")} padded>
      <ul className="imports-faults">
        {totals.badBy.map((one) => (
          <li key={`${one.field}${one.problem}`}>
            <span className="el">{faultWords(pageLanguage(), one)}</span>
            <b>{t("check.faultRows", { rows: formatCount(one.rows) })}</b>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { pair } from "../../../web/i18n/joint.ts";
import { formatCount, formatMoney } from "../../../web/ui/format.ts";
import { formatDay } from "../../../web/ui/format-time.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import type { FigureRow } from "../metrics.contract.ts";

interface RowLineProps {
  row: FigureRow;
  unit: "people" | "count" | "fen";
}

const costKinds = ["pay", "prize", "material", "venue", "promotion", "red-packet", "tool", "other"] as const;

/** What stands under the name: why somebody left, what was bought, how much was said. */
function noteOf(t: TFunction<"insight">, row: FigureRow): string {
  if (row.kind === "talk") return t("rows.valid", { count: Number(row.note) });
  if (row.kind === "cost") {
    const [kind = "", ...words] = row.note.split(": ");
    const known = costKinds.find((one) => one === kind);
    const name = known ? t(`rows.costKind.${known}`) : kind;
    return words.length === 0 ? name : pair(name, words.join(": "));
  }
  if (row.kind === "person") {
    const reasons: Record<string, string> = t("rows.reason", { returnObjects: true });
    return reasons[row.note] ?? row.note;
  }
  return row.note;
}

function valueOf(t: TFunction<"insight">, row: FigureRow, unit: RowLineProps["unit"]): string {
  if (unit === "fen") return formatMoney(row.value);
  if (row.kind === "group-day") return row.day ? t("rows.memberDays", { count: row.value }) : t("rows.people", { count: row.value });
  if (row.kind === "talk" && unit === "count") return t("rows.said", { count: row.value });
  if (row.kind === "look") return t("rows.looks", { count: row.value });
  return formatCount(row.value);
}

/** One row behind a number. */
export function RowLine({ row, unit }: RowLineProps) {
  const { t } = useTranslation("insight");
  const person = row.member ? <Link to={`members?open=${row.member.id}`}>{row.member.name}</Link> : null;
  const group = row.group ? <Link to={`groups/${row.group.id}`}>{row.group.name}</Link> : null;
  const isOrder = row.kind === "order";
  const name = person ?? (isOrder ? t("rows.unknownBuyer") : (group ?? t("rows.noGroup")));
  const notes = [person || isOrder ? group : null, noteOf(t, row)].filter(Boolean);
  return (
    <li>
      <span className="who">
        <b className="el">{name}</b>
        <small className="el">
          {notes.map((note, n) => (
            <span key={n}>
              {n > 0 ? " · " : ""}
              {note}
            </span>
          ))}
        </small>
      </span>
      <span className="mut sm12 nw">
        <When row={row} />
      </span>
      <span className="val">{valueOf(t, row, unit)}</span>
    </li>
  );
}

function When({ row }: { row: FigureRow }) {
  if (row.at) return <Time at={row.at} />;
  return row.day ? formatDay(row.day) : null;
}

import { useTranslation } from "react-i18next";
import type { IconName } from "../../../web/ui/icons.tsx";
import { Icon } from "../../../web/ui/icons.tsx";
import { Link } from "../../../web/ui/link.tsx";
import { EmptyState } from "../../../web/ui/states.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import type { ContentDetail, ContentUse } from "../contents.contract.ts";

const icons: Record<ContentUse["placeKind"], IconName> = { flow: "flow", column: "columns", send: "send" };
const pathOf = (use: ContentUse) =>
  use.placeKind === "flow" ? `flows/${use.placeId}` : use.placeKind === "column" ? "contents/columns" : `reach/sends/${use.placeId}`;

/** Where a content stands and went, each a link. */
export function UsesTab({ content }: { content: ContentDetail }) {
  const { t } = useTranslation("contents");
  if (content.usedIn.length === 0) return <EmptyState icon="flow" title={t("usesTab.none")} text={t("usesTab.noneText")} />;
  return (
    <ul className="contents-uses">
      {content.usedIn.map((use) => (
        <li key={`${use.placeKind}${use.placeId}`}>
          <Icon name={icons[use.placeKind]} />
          <span className="mut">{t(`usesTab.${use.placeKind}`)}</span>
          <Link to={pathOf(use)} className="lnk el">
            {use.placeName}
          </Link>
          <span className="sp" />
          {use.version === null ? null : <span className="mut">v{use.version}</span>}
          {use.groups > 0 ? <span>{t("usesTab.groups", { count: use.groups })}</span> : null}
          <Time at={use.usedAt} className="mut" />
        </li>
      ))}
    </ul>
  );
}

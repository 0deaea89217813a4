import { useTranslation } from "react-i18next";
import { Chip } from "../../../web/ui/chip.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import type { Place } from "../imports.contract.ts";
import { faultWords } from "../words.rules.ts";
import { pageLanguage } from "../../../web/language.ts";

const SHOWN = 50;

/** The groups a file names, the missing ones first. */
export function Places({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation("imports");
  if (places.length === 0) return null;
  const missing = places.filter((place) => !place.group);
  const shown = [...missing, ...places.filter((place) => place.group)].slice(0, SHOWN);
  return (
    <Panel
      title={t("check.places")}
      facts={t("check.placesFacts", { found: formatCount(places.length - missing.length), missing: formatCount(missing.length) })}
      padded
    >
      <ul className="imports-faults">
        {shown.map((place) => (
          <li key={place.name}>
            <span className="el">{place.name}</span>
            {place.group ? (
              <Link to={`groups/${place.group.id}`}>{place.group.name}</Link>
            ) : (
              <Chip tone="bad">{faultWords(pageLanguage(), { field: null, problem: "group-missing" })}</Chip>
            )}
            <b>{t("check.faultRows", { rows: formatCount(place.rows) })}</b>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

import { useTranslation } from "react-i18next";
import { integrations } from "../../../web/i18n/zh-CN/integrations.ts";
import { useBrand } from "../../../web/brand.tsx";
import { pageLanguage } from "../../../web/language.ts";
import { CheckPicks } from "./check-picks.tsx";
import { eventAreas, eventWord } from "./event-words.ts";

type Area = keyof typeof integrations.webhooks.areas;
const isArea = (area: string): area is Area => area in integrations.webhooks.areas;

/** Which events a webhook hears, by what they are about: those the person may read, and what it hears already. */
export function EventPicks({ value, onChange }: { value: readonly string[]; onChange: (value: string[]) => void }) {
  const { t } = useTranslation("integrations");
  const brand = useBrand();
  const areas = eventAreas(({ event, permission }) => value.includes(event.name) || brand.scopeOf(permission) === "brand").map(
    ({ area, names }) => ({ key: area, label: isArea(area) ? t(`webhooks.areas.${area}`) : area, names }),
  );
  return (
    <CheckPicks
      label={t("webhooks.events")}
      all={areas.flatMap((one) => one.names)}
      areas={areas}
      wordOf={(name) => eventWord(name, pageLanguage())}
      value={value}
      onChange={onChange}
    />
  );
}

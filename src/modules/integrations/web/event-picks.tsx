import { useTranslation } from "react-i18next";
import { integrations } from "../../../web/i18n/zh-CN/integrations.ts";
import { pageLanguage } from "../../../web/language.ts";
import { Button } from "../../../web/ui/button.tsx";
import { outsideEventNames } from "../events.contract.ts";
import { eventAreas, eventWord } from "./event-words.ts";

type Area = keyof typeof integrations.webhooks.areas;
const isArea = (area: string): area is Area => area in integrations.webhooks.areas;

/** Which events a webhook hears, by what they are about. */
export function EventPicks({ value, onChange }: { value: readonly string[]; onChange: (value: string[]) => void }) {
  const { t } = useTranslation("integrations");
  const pick = (names: readonly string[]) => onChange(outsideEventNames.filter((one) => names.includes(one)));
  return (
    <div className="field">
      <span className="lb row g8">
        {t("webhooks.events")}
        <span className="sp" />
        <Button size="xs" kind="quiet" onClick={() => pick(outsideEventNames)}>
          {t("keys.all")}
        </Button>
        <Button size="xs" kind="quiet" onClick={() => pick([])}>
          {t("keys.none")}
        </Button>
      </span>
      <div className="ig-picks">
        {eventAreas().map(({ area, names }) => (
          <fieldset key={area}>
            <legend>{isArea(area) ? t(`webhooks.areas.${area}`) : area}</legend>
            {names.map((name) => (
              <label key={name} title={name}>
                <input
                  type="checkbox"
                  className="chk"
                  checked={value.includes(name)}
                  onChange={(event) => pick(event.target.checked ? [...value, name] : value.filter((one) => one !== name))}
                />
                {eventWord(name, pageLanguage())}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </div>
  );
}

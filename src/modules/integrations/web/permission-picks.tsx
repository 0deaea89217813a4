import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { pageLanguage } from "../../../web/language.ts";
import { Button } from "../../../web/ui/button.tsx";
import { permissionWord } from "../../brands/permission-words.rules.ts";
import { permissionNames } from "../../brands/roles.rules.ts";
import { areaWord, permissionAreas } from "../../brands/web/permission-areas.ts";
import { listKeyPermissionsEndpoint } from "../keys.contract.ts";

interface PicksProps {
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** What a key may do, by area; only what the person holds himself is there to be picked. */
export function PermissionPicks({ value, onChange }: PicksProps) {
  const { t } = useTranslation("integrations");
  const { t: words } = useTranslation(["settings", "shell"]);
  const mine = useEndpoint(listKeyPermissionsEndpoint, {}).data?.permissions ?? [];
  const all = permissionNames.filter((one) => mine.includes(one));
  const pick = (names: readonly string[]) => onChange(all.filter((one) => names.includes(one)));
  return (
    <div className="field">
      <span className="lb row g8">
        {t("keys.permissions")}
        <span className="sp" />
        <Button size="xs" kind="quiet" onClick={() => pick(all.filter((one) => one.endsWith(".read")))}>
          {t("keys.onlyRead")}
        </Button>
        <Button size="xs" kind="quiet" onClick={() => pick(all)}>
          {t("keys.all")}
        </Button>
        <Button size="xs" kind="quiet" onClick={() => pick([])}>
          {t("keys.none")}
        </Button>
      </span>
      <div className="ig-picks">
        {permissionAreas(all).map(({ area, names }) => (
          <fieldset key={area}>
            <legend>{areaWord(words, area)}</legend>
            {names.map((name) => (
              <label key={name} title={name}>
                <input
                  type="checkbox"
                  className="chk"
                  checked={value.includes(name)}
                  onChange={(event) => pick(event.target.checked ? [...value, name] : value.filter((one) => one !== name))}
                />
                {permissionWord(name, pageLanguage())}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </div>
  );
}

import { useTranslation } from "react-i18next";
import { useEndpoint } from "../../../web/api.ts";
import { pageLanguage } from "../../../web/language.ts";
import { permissionWord } from "../../brands/permission-words.rules.ts";
import { permissionNames } from "../../brands/roles.rules.ts";
import { areaWord, permissionAreas } from "../../brands/web/permission-areas.ts";
import { listKeyPermissionsEndpoint } from "../keys.contract.ts";
import { CheckPicks } from "./check-picks.tsx";

/** What a key may do, by area; only what the person holds himself is there to be picked. */
export function PermissionPicks({ value, onChange }: { value: readonly string[]; onChange: (value: string[]) => void }) {
  const { t } = useTranslation("integrations");
  const { t: words } = useTranslation(["settings", "shell"]);
  const mine = useEndpoint(listKeyPermissionsEndpoint, {}).data?.permissions ?? [];
  const all = permissionNames.filter((one) => mine.includes(one));
  return (
    <CheckPicks
      label={t("keys.permissions")}
      all={all}
      areas={permissionAreas(all).map(({ area, names }) => ({ key: area, label: areaWord(words, area), names }))}
      wordOf={(name) => permissionWord(name, pageLanguage())}
      value={value}
      onChange={onChange}
      shortcuts={[{ label: t("keys.onlyRead"), names: all.filter((one) => one.endsWith(".read")) }]}
    />
  );
}

import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";

interface CheckPicksProps {
  label: string;
  /** Every name there is, in the order it is kept in. */
  all: readonly string[];
  areas: readonly { key: string; label: string; names: readonly string[] }[];
  wordOf: (name: string) => string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  /** Picks of some, beside all and none. */
  shortcuts?: readonly { label: string; names: readonly string[] }[];
}

/** Names to be ticked, by what they are about. */
export function CheckPicks({ label, all, areas, wordOf, value, onChange, shortcuts = [] }: CheckPicksProps) {
  const { t } = useTranslation("integrations");
  const pick = (names: readonly string[]) => onChange(all.filter((one) => names.includes(one)));
  return (
    <div className="field">
      <span className="lb row g8">
        {label}
        <span className="sp" />
        {[...shortcuts, { label: t("keys.all"), names: all }, { label: t("keys.none"), names: [] }].map((one) => (
          <Button key={one.label} size="xs" kind="quiet" disabled={all.length === 0} onClick={() => pick(one.names)}>
            {one.label}
          </Button>
        ))}
      </span>
      <div className="ig-picks">
        {areas.map((area) => (
          <fieldset key={area.key}>
            <legend>{area.label}</legend>
            {area.names.map((name) => (
              <label key={name} title={name}>
                <input
                  type="checkbox"
                  className="chk"
                  checked={value.includes(name)}
                  onChange={(event) => pick(event.target.checked ? [...value, name] : value.filter((one) => one !== name))}
                />
                {wordOf(name)}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </div>
  );
}

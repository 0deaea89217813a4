import { useTranslation } from "react-i18next";
import { isMeant, type Reference } from "../reference.rules.ts";

interface ListProps {
  reference: Reference;
  q: string;
  picked: string;
  onPick: (op: string) => void;
}

interface Entry {
  key: string;
  method: string;
  title: string;
  path: string;
}

/** The endpoints by area and the events, as far as they fit the words. */
export function ApiList({ reference, q, picked, onPick }: ListProps) {
  const { t } = useTranslation("integrations");
  const areas: { title: string; entries: Entry[] }[] = reference.areas.map((area) => ({
    title: area.title,
    entries: area.operations
      .filter((one) => isMeant(q, one.title, one.path, one.id, one.permission, area.title))
      .map((one) => ({ key: one.id, method: one.method, title: one.title, path: one.path.replace("/api/v1/b/{brand}", "") })),
  }));
  const events = reference.events
    .filter((one) => isMeant(q, one.title, one.name, t("api.events")))
    .map((one) => ({ key: `on:${one.name}`, method: "ON", title: one.title, path: one.name }));
  const shown = [...areas, { title: t("api.events"), entries: events }].filter((area) => area.entries.length > 0);
  return (
    <nav className="api-list" aria-label={t("api.what")}>
      <button type="button" className={picked === "" || picked === "guide" ? "on" : undefined} onClick={() => onPick("guide")}>
        {t("api.guide")}
      </button>
      {shown.map((area) => (
        <section key={area.title} aria-label={area.title}>
          <h3>
            {area.title}
            <small>{area.entries.length}</small>
          </h3>
          {area.entries.map((one) => (
            <button
              key={one.key}
              type="button"
              className={one.key === picked ? "on" : undefined}
              aria-current={one.key === picked ? "true" : undefined}
              onClick={() => onPick(one.key)}
            >
              <b className={`api-verb ${one.method.toLowerCase()}`}>{one.method}</b>
              <span>
                {one.title}
                <code>{one.path}</code>
              </span>
            </button>
          ))}
        </section>
      ))}
      {shown.length === 0 ? <p className="mut ig-none">{t("api.noResult")}</p> : null}
    </nav>
  );
}

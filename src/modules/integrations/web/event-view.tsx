import { useTranslation } from "react-i18next";
import type { EventPart } from "../reference.rules.ts";
import type { Schema } from "../schema.rules.ts";
import { Shape } from "./operation-view.tsx";

/** What is posted to a webhook for one event. */
export function EventView({ event, resolve }: { event: EventPart; resolve: (schema: Schema) => Schema }) {
  const { t } = useTranslation("integrations");
  return (
    <article>
      <h2 className="h20">{event.title}</h2>
      <p className="api-address">
        <b className="api-verb on">ON</b>
        <code>{event.name}</code>
      </p>
      <Shape title={t("api.body")} part={event} resolve={resolve} />
    </article>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { pageLanguage } from "../../../web/language.ts";
import { Chip } from "../../../web/ui/chip.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { Segmented } from "../../../web/ui/segmented.tsx";
import { permissionWord } from "../../brands/permission-words.rules.ts";
import type { Operation } from "../reference.rules.ts";
import type { Schema } from "../schema.rules.ts";
import { SchemaView } from "./schema-view.tsx";
import { TryOut } from "./try-out.tsx";

interface OperationProps {
  operation: Operation;
  resolve: (schema: Schema) => Schema;
}

/** One endpoint: what it is, tried on the spot, what goes in, what comes out, what it refuses. */
export function OperationView({ operation, resolve }: OperationProps) {
  const { t } = useTranslation("integrations");
  const { method, path, title, permission, perMinute } = operation;
  return (
    <article>
      <h2 className="h20">{title}</h2>
      <p className="api-address">
        <b className={`api-verb ${method.toLowerCase()}`}>{method}</b>
        <code>{path}</code>
      </p>
      <p className="ig-chips api-marks">
        <Chip icon="lock" title={permission}>
          {`${t("api.permission")} ${permission} · ${permissionWord(permission, pageLanguage())}`}
        </Chip>
        {operation.isAskedOnce ? <Chip>{t("api.idempotent")}</Chip> : null}
        {operation.isPaged ? <Chip>{t("api.paged")}</Chip> : null}
        {perMinute ? <Chip>{t("api.perMinute", { count: perMinute })}</Chip> : null}
      </p>
      <TryOut operation={operation} />
      {operation.body ? <Shape title={t("api.body")} part={operation.body} resolve={resolve} /> : null}
      {operation.takesFile ? (
        <Panel title={t("api.body")} padded>
          <p>{t("api.bodyFile")}</p>
        </Panel>
      ) : null}
      <Shape title={t("api.answer")} part={operation.answer} resolve={resolve} />
      <Refusals operation={operation} />
    </article>
  );
}

interface ShapeProps {
  title: string;
  part: { schema: Schema; example: unknown };
  resolve: (schema: Schema) => Schema;
}

/** A body by its fields or by an example. */
export function Shape({ title, part, resolve }: ShapeProps) {
  const { t } = useTranslation("integrations");
  const [view, setView] = useState<"fields" | "example">("fields");
  return (
    <Panel
      title={title}
      padded
      actions={
        <Segmented
          label={title}
          options={[
            { value: "fields", label: t("api.fields") },
            { value: "example", label: t("api.example") },
          ]}
          value={view}
          onChange={setView}
        />
      }
    >
      {view === "fields" ? (
        <SchemaView schema={part.schema} resolve={resolve} />
      ) : (
        <pre className="settings-raw">{JSON.stringify(part.example, null, 2)}</pre>
      )}
    </Panel>
  );
}

function Refusals({ operation }: { operation: Operation }) {
  const { t } = useTranslation("integrations");
  return (
    <Panel title={t("api.errors")} padded>
      <dl className="settings-facts">
        {operation.errors.map(({ status, text, codes }) => (
          <div key={status} style={{ display: "contents" }}>
            <dt>{status}</dt>
            <dd>
              {text}
              <span className="ig-code ig-under">{codes.join(" · ")}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

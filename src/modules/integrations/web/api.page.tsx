import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { SearchInput } from "../../../web/ui/search-input.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { useUrlState } from "../../../web/ui/use-url-state.ts";
import type { Reference } from "../reference.rules.ts";
import { ApiGuide } from "./api-guide.tsx";
import { ApiList } from "./api-list.tsx";
import { EventView } from "./event-view.tsx";
import { IntegrationsFrame } from "./integrations-frame.tsx";
import { OperationView } from "./operation-view.tsx";
import { DOCUMENT_PATH, useReference } from "./use-reference.ts";
import "./api.css";

/** 设置 → 接口 → 接口文档: every endpoint open to programs, found, read and tried. */
export function ApiPage() {
  const { t } = useTranslation("integrations");
  const url = useUrlState();
  const query = useReference();
  const count = query.data?.areas.reduce((sum, area) => sum + area.operations.length, 0) ?? 0;
  return (
    <IntegrationsFrame
      part="api"
      facts={query.data ? t("api.count", { count }) : null}
      actions={
        <Button size="s" icon="download" onClick={() => globalThis.open(DOCUMENT_PATH, "_blank")}>
          {t("api.download")}
        </Button>
      }
      filters={<SearchInput value={url.get("q")} onSearch={(q) => url.set({ q })} placeholder={t("api.search")} />}
    >
      <Loaded query={query} what={t("api.what")} skeleton={<BlockSkeleton height={560} />}>
        {(reference) => (
          <div className={url.get("op") ? "api-page picked" : "api-page"}>
            <ApiList reference={reference} q={url.get("q")} picked={url.get("op")} onPick={(op) => url.set({ op })} />
            <div className="api-main">
              <Button className="api-back" size="s" kind="quiet" icon="left" onClick={() => url.clear("op")}>
                {t("api.back")}
              </Button>
              <Picked reference={reference} op={url.get("op")} />
            </div>
          </div>
        )}
      </Loaded>
    </IntegrationsFrame>
  );
}

function Picked({ reference, op }: { reference: Reference; op: string }) {
  const operation = reference.areas.flatMap((area) => area.operations).find((one) => one.id === op);
  if (operation) return <OperationView key={op} operation={operation} resolve={reference.resolve} />;
  const event = reference.events.find((one) => `on:${one.name}` === op);
  return event ? <EventView event={event} resolve={reference.resolve} /> : <ApiGuide text={reference.guide} />;
}

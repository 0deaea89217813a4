import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useEndpoint } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { formatCount } from "../../../web/ui/format.ts";
import { Link } from "../../../web/ui/link.tsx";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { NumberStrip } from "../../../web/ui/number-strip.tsx";
import { Dot, Page } from "../../../web/ui/page.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import type { ContentBody } from "../../contents/body.contract.ts";
import type { Send } from "../sends.contract.ts";
import { showSendEndpoint } from "../sends.contract.ts";
import { Deliveries } from "./deliveries.tsx";
import { SendStateChip } from "./outcome.tsx";
import { PhoneMessage } from "./phone-message.tsx";
import { SendActions } from "./plan.tsx";
import { SendOwners } from "./send-owners.tsx";
import { useSource } from "./send-source.tsx";
import "./reach.css";

type Whole = Send & { body: ContentBody; urls: Record<string, string> };

/** One send: what it was, and what became of it in each group. */
export function SendPage() {
  const { t } = useTranslation("sends");
  const { sendId = "" } = useParams();
  const query = useEndpoint(showSendEndpoint, { sendId }, { refreshMs: 20_000 });
  const send = query.data;
  return (
    <Page
      title={send?.name ?? t("one.what")}
      crumbs={[
        { label: t("title"), to: send && send.state !== "scheduled" && send.state !== "paused" ? "reach?tab=records" : "reach?tab=plan" },
      ]}
      mark={send ? <SendStateChip send={send} /> : null}
      facts={
        send ? (
          <>
            {t("unit.groups", { count: formatCount(send.groups) })}
            <Dot />
            {t("unit.reach", { count: formatCount(send.people) })}
          </>
        ) : null
      }
      actions={send ? <SendActions send={send} size="s" /> : null}
    >
      <Loaded query={query} what={t("one.what")} skeleton={<BlockSkeleton height={480} />}>
        {(whole) => (
          <div className="reach-one">
            <div className="col g16">
              <Numbers send={whole} />
              <SendOwners send={whole} />
              <Deliveries send={whole} />
            </div>
            <Side send={whole} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

/** The outcomes that matter, as numbers; what nobody met is left out. */
function Numbers({ send }: { send: Send }) {
  const { t } = useTranslation("sends");
  const shown = [
    { state: "sent", tone: "good" },
    { state: "planned", tone: undefined },
    { state: "handed-over", tone: undefined },
    { state: "failed", tone: "bad" },
    { state: "unknown", tone: "bad" },
    { state: "over-cap", tone: "warn" },
    { state: "left-out", tone: undefined },
    { state: "expired", tone: "warn" },
    { state: "cancelled", tone: undefined },
  ] as const;
  const numbers = shown
    .filter(({ state }) => state === "sent" || (send.counts[state] ?? 0) > 0)
    .map(({ state, tone }) => ({
      value: formatCount(send.counts[state] ?? 0),
      label: t(`outcomes.${state}`),
      tone: (send.counts[state] ?? 0) > 0 ? tone : undefined,
    }));
  return <NumberStrip numbers={numbers} />;
}

function Side({ send }: { send: Whole }) {
  const { t } = useTranslation(["sends", "newSend"]);
  const brand = useBrand();
  const sourceOf = useSource();
  const isComing = (send.counts.sent ?? 0) === 0;
  return (
    <div className="col g16">
      <Panel title={isComing ? t("sends:one.messageComing") : t("sends:one.message")} facts={t("sends:one.template")} padded>
        <PhoneMessage group={send.name} sender={`${brand.name}${t("newSend:sender")}`} body={send.body} urls={send.urls} />
      </Panel>
      <Panel title={t("sends:one.facts")} padded>
        <dl className="reach-facts">
          <div>
            <dt>{t("sends:one.source")}</dt>
            <dd>
              {send.flowId && brand.can("flows.read") ? (
                <Link className="lnk" to={`flows/${send.flowId}`}>
                  {sourceOf(send)}
                </Link>
              ) : (
                sourceOf(send)
              )}
            </dd>
          </div>
          {send.contentId && brand.can("contents.read") ? (
            <div>
              <dt>{t("sends:one.content")}</dt>
              <dd>
                <Link className="lnk" to={`contents/${send.contentId}`}>
                  {t("sends:one.openContent")}
                </Link>
              </dd>
            </div>
          ) : null}
          <Fact name={t("sends:one.created")} at={send.createdAt} />
          <Fact name={t("sends:one.due")} at={send.dueAt} />
          <Fact name={t("sends:one.expires")} at={send.expiresAt} />
          {send.finishedAt ? <Fact name={t("sends:one.finished")} at={send.finishedAt} /> : null}
        </dl>
      </Panel>
    </div>
  );
}

function Fact({ name, at }: { name: string; at: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Time at={at} />
      </dd>
    </div>
  );
}

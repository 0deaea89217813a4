import { useState } from "react";
import { useMemberAction } from "../../../web/h5/api.ts";
import { sentenceOf } from "../../../web/h5/sentences.ts";
import { fullTime, type Now } from "../../../web/h5/times.ts";
import { t } from "../../../web/h5/words.ts";
import { Button } from "../../../web/ui/h5/button.tsx";
import { Card, ListRow, Note, Section } from "../../../web/ui/h5/card.tsx";
import { Icon } from "../../../web/ui/h5/icons.tsx";
import { Confirm, Sheet } from "../../../web/ui/h5/sheet.tsx";
import { useSheet } from "../../../web/ui/h5/use-sheet.ts";
import { Strip } from "../../../web/ui/h5/states.tsx";
import { Tag } from "../../../web/ui/h5/tag.tsx";
import { useToast } from "../../../web/ui/h5/toast.tsx";
import type { askEraseEndpoint, askExportEndpoint, cancelEraseEndpoint, PrivacyOverview } from "../phone.contract.ts";
import { NoticeText } from "./notice.h5.tsx";

interface Props {
  overview: PrivacyOverview;
  now: Now;
}

/** 我的数据: what is stored, a copy of it, and the end of it. */
export function MyData({ overview, now }: Props) {
  const stored = useSheet("stored");
  return (
    <Section title={t("data.title")}>
      <Card flush>
        <ListRow
          lead={<Icon name="info" size="l" />}
          title={t("data.stored")}
          note={overview.stored.map((kind) => kind.title).join(t("common.items"))}
          onClick={stored.show}
        />
        <ExportRow overview={overview} now={now} />
        <EraseRow overview={overview} now={now} />
      </Card>
      {overview.eraseFacts.length > 0 && <Note>{overview.eraseFacts.join(t("common.sentences")) + t("common.end")}</Note>}
      <Sheet open={stored.open} onClose={stored.hide} title={t("data.stored")}>
        <Stored overview={overview} />
      </Sheet>
    </Section>
  );
}

function Stored({ overview }: { overview: PrivacyOverview }) {
  return (
    <>
      <dl>
        {overview.stored.map((kind) => (
          <div key={kind.title} className="py-3 not-first:border-t not-first:border-line">
            <dt className="flex items-baseline justify-between gap-3">
              <span className="text-body font-semibold">{kind.title}</span>
              <span className="text-note text-ink-2">{kind.value}</span>
            </dt>
            <dd className="mt-0.5 text-small text-ink-3">
              {kind.purpose} · {kind.kept}
            </dd>
          </div>
        ))}
      </dl>
      <h3 className="mt-5 mb-3 text-head font-bold">{t("join.notice")}</h3>
      <NoticeText notice={overview.notice} />
    </>
  );
}

function ExportRow({ overview, now }: Props) {
  const toast = useToast();
  const ask = useMemberAction<typeof askExportEndpoint>("POST /phone/exports", { renews: ["GET /phone/privacy"] });
  const copy = overview.export;
  const lead = <Icon name="download" size="l" />;
  const until = copy && fullTime(Date.parse(copy.until), now);
  if (copy?.state === "preparing")
    return (
      <ListRow
        lead={lead}
        title={t("data.export")}
        note={t("data.preparingNote", { until })}
        end={<Tag tone="warn">{t("data.preparing")}</Tag>}
      />
    );
  if (copy?.state === "ready" && copy.url)
    return (
      <ListRow
        lead={lead}
        title={t("data.download")}
        note={t("data.readyNote", { until })}
        href={copy.url}
        end={<Tag tone="ok">{t("data.ready")}</Tag>}
      />
    );
  const start = () =>
    ask.mutate(
      {},
      {
        onSuccess: (state) => toast.tell(t(state.state === "ready" ? "data.readyNow" : "data.begun")),
        onError: (error) => toast.warn(sentenceOf(error)),
      },
    );
  return (
    <ListRow
      lead={lead}
      title={t("data.export")}
      note={t(copy?.state === "failed" ? "data.failed" : "data.exportNote")}
      {...(!ask.isPending && { onClick: start })}
    />
  );
}

function EraseRow({ overview, now }: Props) {
  const [asking, setAsking] = useState(false);
  const toast = useToast();
  const ask = useMemberAction<typeof askEraseEndpoint>("POST /phone/erase", {
    renews: ["GET /phone/privacy"],
    onDone: () => setAsking(false),
  });
  const cancel = useMemberAction<typeof cancelEraseEndpoint>("POST /phone/erase/cancel", {
    renews: ["GET /phone/privacy"],
    onDone: () => toast.tell(t("data.withdrawn")),
  });
  if (overview.erase)
    return (
      <div className="border-t border-line p-4">
        <Strip tone="bad">{t("data.erasing", { due: fullTime(Date.parse(overview.erase.dueAt), now) })}</Strip>
        <Button
          kind="line"
          wide
          className="mt-3"
          busy={cancel.isPending}
          onClick={() => cancel.mutate({}, { onError: (error) => toast.warn(sentenceOf(error)) })}
        >
          {t("data.withdraw")}
        </Button>
      </div>
    );
  return (
    <>
      <ListRow
        tone="bad"
        lead={<Icon name="trash" size="l" />}
        title={t("data.erase")}
        note={t("data.eraseNote")}
        onClick={() => setAsking(true)}
      />
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("data.eraseAsk")}
        action={t("data.eraseDo")}
        keep={t("common.keep")}
        busy={ask.isPending}
        onConfirm={() => ask.mutate({})}
      >
        <ul className="space-y-1 text-left">
          {[t("data.eraseLeaves"), ...overview.eraseFacts].map((fact) => (
            <li key={fact} className="flex gap-2 before:mt-2 before:size-1 before:flex-none before:rounded-full before:bg-ink-3">
              {fact}
            </li>
          ))}
        </ul>
        {ask.error && <p className="mt-2 text-bad">{sentenceOf(ask.error)}</p>}
      </Confirm>
    </>
  );
}

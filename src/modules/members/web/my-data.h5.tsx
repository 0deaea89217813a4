import { useState } from "react";
import { useMemberAction } from "../../../web/h5/api.ts";
import { sentenceOf } from "../../../web/h5/sentences.ts";
import { fullTime, type Now } from "../../../web/h5/times.ts";
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
    <Section title="我的数据">
      <Card flush>
        <ListRow
          lead={<Icon name="info" size="l" />}
          title="我们存了什么"
          note={overview.stored.map((kind) => kind.title).join("、")}
          onClick={stored.show}
        />
        <ExportRow overview={overview} now={now} />
        <EraseRow overview={overview} now={now} />
      </Card>
      {overview.eraseFacts.length > 0 && <Note>{overview.eraseFacts.join("；")}。</Note>}
      <Sheet open={stored.open} onClose={stored.hide} title="我们存了什么">
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
      <h3 className="mt-5 mb-3 text-head font-bold">隐私说明</h3>
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
    return <ListRow lead={lead} title="导出一份" note={`最晚 ${until} 备好，到时回来下载`} end={<Tag tone="warn">准备中</Tag>} />;
  if (copy?.state === "ready" && copy.url)
    return <ListRow lead={lead} title="下载我的数据" note={`可下载到 ${until}`} href={copy.url} end={<Tag tone="ok">已备好</Tag>} />;
  const start = () =>
    ask.mutate(
      {},
      {
        onSuccess: (state) => toast.tell(state.state === "ready" ? "已备好，可以下载了" : "已开始准备，备好后在这里下载"),
        onError: (error) => toast.warn(sentenceOf(error)),
      },
    );
  return (
    <ListRow
      lead={lead}
      title="导出一份"
      note={copy?.state === "failed" ? "上次没备好，点一下重新准备" : "24 小时内备好，7 天内可下载"}
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
    onDone: () => toast.tell("已撤回，数据都还在"),
  });
  if (overview.erase)
    return (
      <div className="border-t border-line p-4">
        <Strip tone="bad">{`已申请注销，${fullTime(Date.parse(overview.erase.dueAt), now)} 前删完`}</Strip>
        <Button
          kind="line"
          wide
          className="mt-3"
          busy={cancel.isPending}
          onClick={() => cancel.mutate({}, { onError: (error) => toast.warn(sentenceOf(error)) })}
        >
          撤回注销申请
        </Button>
      </div>
    );
  return (
    <>
      <ListRow
        tone="bad"
        lead={<Icon name="trash" size="l" />}
        title="注销并删除"
        note="15 天内删完；删前先让你核对"
        onClick={() => setAsking(true)}
      />
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title="注销并删除我的数据？"
        action="注销"
        keep="先留着"
        busy={ask.isPending}
        onConfirm={() => ask.mutate({})}
      >
        <ul className="space-y-1 text-left">
          {["你会退出所有群，15 天内删完，删前可撤回", ...overview.eraseFacts].map((fact) => (
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

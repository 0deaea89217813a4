import { useState } from "react";
import type { QueryClient } from "@tanstack/react-query";
import { useMember, useMemberAction } from "../../../web/h5/api.ts";
import { useNow, useOpening } from "../../../web/h5/brand.tsx";
import { Loaded } from "../../../web/h5/loaded.tsx";
import { sentenceOf } from "../../../web/h5/sentences.ts";
import { Button } from "../../../web/ui/h5/button.tsx";
import { Card, ListRow } from "../../../web/ui/h5/card.tsx";
import { Switch } from "../../../web/ui/h5/field.tsx";
import { Icon } from "../../../web/ui/h5/icons.tsx";
import { Page } from "../../../web/ui/h5/page.tsx";
import { Confirm } from "../../../web/ui/h5/sheet.tsx";
import { useSheet } from "../../../web/ui/h5/use-sheet.ts";
import { Bone, RowBones } from "../../../web/ui/h5/states.tsx";
import { Tag } from "../../../web/ui/h5/tag.tsx";
import { useToast } from "../../../web/ui/h5/toast.tsx";
import type { PrivacyOverview, privacyEndpoint, setConsentEndpoint, withdrawAllEndpoint } from "../phone.contract.ts";
import { ConsentLog } from "./consent-log.h5.tsx";
import { ContactSheet } from "./contact.h5.tsx";
import { MyData } from "./my-data.h5.tsx";

const ADDRESS = "GET /phone/privacy";

export function PrivacyPage() {
  const query = useMember<typeof privacyEndpoint>(ADDRESS, {});
  return (
    <Page title="隐私与消息">
      <h1 className="mt-0.5 mb-1 text-title font-bold">由你决定</h1>
      <p className="mb-4 text-small text-ink-2">改动立刻生效。关掉消息不影响在群里说话。</p>
      <Loaded query={query} bones={<Bones />}>
        {(overview) => <Overview overview={overview} />}
      </Loaded>
    </Page>
  );
}

function Bones() {
  return (
    <>
      <RowBones rows={2} />
      <Bone className="mt-3 mb-9 h-12 rounded-ctl!" />
      <RowBones rows={3} />
    </>
  );
}

function Overview({ overview }: { overview: PrivacyOverview }) {
  const now = useNow();
  return (
    <>
      <Consents overview={overview} />
      <MyData overview={overview} now={now} />
      <ConsentLog newest={overview.log} total={overview.logTotal} now={now} />
      <Handler name={overview.handler} />
    </>
  );
}

function keepOverview(overview: PrivacyOverview, client: QueryClient): void {
  client.setQueryData([ADDRESS, {}], overview);
}

function Consents({ overview }: { overview: PrivacyOverview }) {
  const toast = useToast();
  const set = useMemberAction<typeof setConsentEndpoint>("POST /phone/consents", { onDone: keepOverview, renews: ["GET /phone/consents"] });
  const asked = set.isPending ? set.variables : null;
  return (
    <>
      <Card flush>
        <ListRow title="服务通知" note="群公告和对你的答复，办事必需" end={<Tag tone="ok">始终开启</Tag>} />
        {overview.consents.map((consent) => (
          <ListRow
            key={consent.purpose}
            title={consent.title}
            note={consent.note}
            end={
              <Switch
                label={consent.title}
                checked={asked?.purpose === consent.purpose ? asked.granted : consent.granted}
                busy={set.isPending}
                onChange={(granted) =>
                  set.mutate(
                    { purpose: consent.purpose, granted, version: consent.version },
                    {
                      onSuccess: () => toast.tell(granted ? `已开启${consent.title}` : `已关闭${consent.title}`),
                      onError: (error) => toast.warn(sentenceOf(error)),
                    },
                  )
                }
              />
            }
          />
        ))}
      </Card>
      <WithdrawAll overview={overview} />
    </>
  );
}

function WithdrawAll({ overview }: { overview: PrivacyOverview }) {
  const [asking, setAsking] = useState(false);
  const toast = useToast();
  const withdraw = useMemberAction<typeof withdrawAllEndpoint>("POST /phone/consents/withdraw-all", {
    renews: ["GET /phone/consents"],
    onDone: (next, client) => {
      keepOverview(next, client);
      setAsking(false);
      toast.tell("已退订，之后不再发活动消息");
    },
  });
  if (overview.consents.every((consent) => !consent.granted))
    return <p className="mt-3 text-center text-small text-ink-2">现在不会给你发活动消息</p>;
  return (
    <>
      <Button kind="line" wide className="mt-3" onClick={() => setAsking(true)}>
        <Icon name="bellOff" />
        退订全部活动消息
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title="退订全部活动消息？"
        action="全部退订"
        keep="先留着"
        busy={withdraw.isPending}
        onConfirm={() => withdraw.mutate({})}
      >
        <p>之后不再单独给你发活动与优惠。</p>
        <p>群里的消息照常，想收时随时能开。</p>
        {withdraw.error && <p className="mt-2 text-bad">{sentenceOf(withdraw.error)}</p>}
      </Confirm>
    </>
  );
}

function Handler({ name }: { name: string }) {
  const { data } = useOpening();
  const contact = useSheet("contact");
  return (
    <footer className="mt-5 text-center text-cap/5 text-ink-3">
      个人信息处理者：{name}
      {data?.brand.contact && (
        <>
          <br />
          有疑问请{" "}
          <button type="button" onClick={contact.show} className="-mx-1 -my-3 px-1 py-3 font-semibold text-brand-strong">
            {data.brand.contact.label}
          </button>
          <ContactSheet contact={data.brand.contact} open={contact.open} onClose={contact.hide} />
        </>
      )}
    </footer>
  );
}

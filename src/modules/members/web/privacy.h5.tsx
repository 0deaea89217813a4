import { useState } from "react";
import type { QueryClient } from "@tanstack/react-query";
import { useMember, useMemberAction } from "../../../web/h5/api.ts";
import { useNow, useOpening } from "../../../web/h5/brand.tsx";
import { Loaded } from "../../../web/h5/loaded.tsx";
import { sentenceOf } from "../../../web/h5/sentences.ts";
import { t } from "../../../web/h5/words.ts";
import { LanguageRow } from "../../../web/h5/language-switch.tsx";
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
    <Page title={t("privacy.title")}>
      <h1 className="mt-0.5 mb-1 text-title font-bold">{t("privacy.head")}</h1>
      <p className="mb-4 text-small text-ink-2">{t("privacy.lead")}</p>
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
      <LanguageRow />
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
        <ListRow title={t("privacy.service")} note={t("privacy.serviceNote")} end={<Tag tone="ok">{t("privacy.always")}</Tag>} />
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
                      onSuccess: () => toast.tell(t(granted ? "privacy.on" : "privacy.off", { what: consent.title })),
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
      toast.tell(t("privacy.withdrawn"));
    },
  });
  if (overview.consents.every((consent) => !consent.granted))
    return <p className="mt-3 text-center text-small text-ink-2">{t("privacy.nothing")}</p>;
  return (
    <>
      <Button kind="line" wide className="mt-3" onClick={() => setAsking(true)}>
        <Icon name="bellOff" />
        {t("privacy.withdraw")}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("privacy.withdrawAsk")}
        action={t("privacy.withdrawAll")}
        keep={t("common.keep")}
        busy={withdraw.isPending}
        onConfirm={() => withdraw.mutate({})}
      >
        <p>{t("privacy.withdrawText")}</p>
        <p>{t("privacy.withdrawKept")}</p>
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
      {t("privacy.handler", { name })}
      {data?.brand.contact && (
        <>
          <br />
          {t("privacy.ask")}{" "}
          <button type="button" onClick={contact.show} className="-mx-1 -my-3 px-1 py-3 font-semibold text-brand-strong">
            {data.brand.contact.label}
          </button>
          <ContactSheet contact={data.brand.contact} open={contact.open} onClose={contact.hide} />
        </>
      )}
    </footer>
  );
}

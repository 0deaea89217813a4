import { useInfiniteQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import type { OutputOf } from "../../../lib/define.ts";
import { callMember, type ApiError } from "../../../web/h5/api.ts";
import { Failed } from "../../../web/h5/loaded.tsx";
import { fullTime, type Now } from "../../../web/h5/times.ts";
import { t } from "../../../web/h5/words.ts";
import { Button } from "../../../web/ui/h5/button.tsx";
import { Card, Section } from "../../../web/ui/h5/card.tsx";
import { Icon } from "../../../web/ui/h5/icons.tsx";
import { Sheet } from "../../../web/ui/h5/sheet.tsx";
import { useSheet } from "../../../web/ui/h5/use-sheet.ts";
import { Bone } from "../../../web/ui/h5/states.tsx";
import type { consentLogEndpoint, PrivacyOverview } from "../phone.contract.ts";

type Entry = PrivacyOverview["log"][number];

/** 同意记录: the newest three, all of them one tap away. */
export function ConsentLog({ newest, total, now }: { newest: readonly Entry[]; total: number; now: Now }) {
  const sheet = useSheet("log");
  if (newest.length === 0) return null;
  const more = total > newest.length && (
    <button type="button" onClick={sheet.show} className="-my-3 flex items-center gap-0.5 py-3 pl-4 text-small text-ink-2">
      {t("privacy.logAll", { count: total })} <Icon name="right" size="s" className="-mr-1" />
    </button>
  );
  return (
    <Section title={t("privacy.log")} more={more}>
      <Card>
        <Entries entries={newest} now={now} />
      </Card>
      <Sheet open={sheet.open} onClose={sheet.hide} title={t("privacy.log")}>
        <All now={now} />
      </Sheet>
    </Section>
  );
}

function Entries({ entries, now }: { entries: readonly Entry[]; now: Now }) {
  return (
    <dl className="grid grid-cols-[92px_1fr] gap-y-2 text-small">
      {entries.map((entry) => (
        <Fragment key={entry.at + entry.what}>
          <dt className="text-ink-3">{fullTime(Date.parse(entry.at), now)}</dt>
          <dd>{t(entry.granted ? "privacy.agreed" : "privacy.refused", { what: entry.what })}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function All({ now }: { now: Now }) {
  const query = useInfiniteQuery<OutputOf<typeof consentLogEndpoint>, ApiError, Entry[], ["GET /phone/consents"], string | undefined>({
    queryKey: ["GET /phone/consents"],
    queryFn: ({ pageParam }) => callMember<typeof consentLogEndpoint>("GET /phone/consents", { cursor: pageParam, limit: 50 }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.items),
  });
  if (!query.data)
    return query.error ? <Failed error={query.error} onRetry={() => void query.refetch()} /> : <Bone className="h-24 w-full" />;
  return (
    <>
      <Entries entries={query.data} now={now} />
      {query.hasNextPage && (
        <Button small kind="line" wide className="mt-4" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("privacy.logMore")}
        </Button>
      )}
    </>
  );
}

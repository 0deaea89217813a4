import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useEndpoint } from "../../../web/api.ts";
import { formatBytes } from "../../../web/ui/format.ts";
import { Loaded } from "../../../web/ui/loaded.tsx";
import { Dot, Page } from "../../../web/ui/page.tsx";
import { BlockSkeleton } from "../../../web/ui/skeleton.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { type ImportDetail, showImportEndpoint } from "../imports.contract.ts";
import { isBusy } from "../state.rules.ts";
import { Checked } from "./checked.tsx";
import { Columns } from "./columns.tsx";
import { StateChip } from "./imports.page.tsx";
import { Report } from "./report.tsx";
import { Running } from "./running.tsx";
import { Steps } from "./steps.tsx";
import "./imports.css";

const REFRESH_MS = 700;

/** One import on its way: its columns, the look at the whole, the run, the report. */
export function ImportPage() {
  const { t } = useTranslation("imports");
  const { importId = "" } = useParams();
  const query = useEndpoint(showImportEndpoint, { importId });
  const state = query.data?.state;
  useEndpoint(showImportEndpoint, { importId }, { enabled: state !== undefined && isBusy(state), refreshMs: REFRESH_MS });
  const one = query.data;
  return (
    <Page
      title={one?.fileName ?? t("title")}
      crumbs={[{ label: t("title"), to: "imports" }]}
      mark={one ? <StateChip state={one.state} /> : undefined}
      facts={
        one ? (
          <>
            {t(`kinds.${one.kind}`)}
            <Dot />
            {formatBytes(one.sizeBytes)}
            <Dot />
            <Time at={one.createdAt} />
          </>
        ) : undefined
      }
    >
      <Loaded query={query} what={t("title")} skeleton={<BlockSkeleton height={320} />}>
        {(detail) => (
          <>
            <Steps state={detail.state} />
            <Stage one={detail} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Stage({ one }: { one: ImportDetail }) {
  if (one.state === "draft") return <Columns key={one.id} one={one} />;
  if (isBusy(one.state)) return <Running one={one} />;
  return one.state === "checked" ? <Checked one={one} /> : <Report one={one} />;
}

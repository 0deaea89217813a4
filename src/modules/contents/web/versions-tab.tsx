import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { Dot } from "../../../web/ui/page.tsx";
import { toast } from "../../../web/ui/toast.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import type { ContentDetail, ContentVersionRow } from "../contents.contract.ts";
import { type DiffPart, diffTexts } from "../diff.rules.ts";
import { textsOf } from "../variables.rules.ts";

const wordsOf = (version: ContentVersionRow) => textsOf(version.body).filter(Boolean).join("\n");

/** Versions, newest first, each with what it changed from the one before. */
export function VersionsTab({
  content,
  onRestore,
}: {
  content: ContentDetail;
  onRestore?: ((version: ContentVersionRow) => void) | undefined;
}) {
  const { t } = useTranslation("contents");
  const [open, setOpen] = useState(content.latestVersion);
  return (
    <ol className="contents-versions">
      {content.versions.map((version, n) => {
        const before = content.versions[n + 1];
        return (
          <li key={version.version}>
            <div className="row g8">
              <b>v{version.version}</b>
              {n === 0 ? <Chip>{t("versions.current")}</Chip> : null}
              {version.version === content.approvedVersion ? <Chip tone="good">{t("versions.inUse")}</Chip> : null}
              <span className="mut sm12">
                {version.authorName ?? ""} <Time at={version.createdAt} />
                {version.approverName ? (
                  <>
                    <Dot />
                    {t("versions.approved", { name: version.approverName })}
                  </>
                ) : null}
              </span>
              <span className="sp" />
              {before ? (
                <button
                  type="button"
                  className="lnk sm12"
                  aria-expanded={open === version.version}
                  onClick={() => setOpen(open === version.version ? 0 : version.version)}
                >
                  {t("versions.compare", { version: before.version })}
                </button>
              ) : null}
              {n > 0 && onRestore ? (
                <Button
                  size="xs"
                  onClick={() => {
                    onRestore(version);
                    toast(t("versions.restored"));
                  }}
                >
                  {t("versions.restore")}
                </Button>
              ) : null}
            </div>
            {before && open === version.version ? <Changes before={before} after={version} /> : <p className="words">{wordsOf(version)}</p>}
          </li>
        );
      })}
    </ol>
  );
}

/** What else than words differs. */
function otherChanges(a: ContentVersionRow["body"], b: ContentVersionRow["body"]): ("images" | "url" | "cover")[] {
  if (a.format === "image" && b.format === "image") return JSON.stringify(a.images) === JSON.stringify(b.images) ? [] : ["images"];
  if (a.format !== "link" || b.format !== "link") return [];
  return (["url", "cover"] as const).filter((field) => a[field] !== b[field]);
}

function Changes({ before, after }: { before: ContentVersionRow; after: ContentVersionRow }) {
  const { t } = useTranslation("contents");
  const [one, two] = [wordsOf(before), wordsOf(after)];
  const [from, to] = [before.body.format, after.body.format];
  const others = otherChanges(before.body, after.body).map((field) => t(`versions.changed.${field}`));
  const notes = from === to ? others : [t("versions.changed.format", { from: t(`format.${from}`), to: t(`format.${to}`) })];
  return (
    <>
      <p className="words">
        {one === two ? (
          <span className="mut">{t("versions.same", { version: before.version })}</span>
        ) : (
          <Words parts={diffTexts(one, two)} />
        )}
      </p>
      {notes.map((note) => (
        <p key={note} className="mut sm12">
          {note}
        </p>
      ))}
    </>
  );
}

function Words({ parts }: { parts: DiffPart[] }) {
  return parts.map((part, n) => {
    if (part.kind === "same") return part.text;
    return part.kind === "added" ? <ins key={n}>{part.text}</ins> : <del key={n}>{part.text}</del>;
  });
}

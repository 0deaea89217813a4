import type { z } from "zod";
import { t } from "../../../web/h5/words.ts";
import type { PrivacyNotice } from "../phone.contract.ts";

/** 隐私说明, with the version a consent names. */
export function NoticeText({ notice }: { notice: z.output<typeof PrivacyNotice> }) {
  return (
    <div className="space-y-4">
      {notice.sections.map((section) => (
        <section key={section.title}>
          <h3 className="text-body font-semibold">{section.title}</h3>
          <p className="mt-1 text-note whitespace-pre-wrap text-ink-2">{section.text}</p>
        </section>
      ))}
      <p className="text-cap text-ink-3">{t("privacy.version", { version: notice.version })}</p>
    </div>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { errorText } from "../../../web/i18n/error-text.ts";
import { Button } from "../../../web/ui/button.tsx";
import { formatTime } from "../../../web/ui/format-time.ts";
import { useOffsetMinutes } from "../../../web/ui/zone.tsx";
import { makePasswordLinkEndpoint } from "../account.contract.ts";
import type { StaffMember } from "../brands.contract.ts";
import { OneTimeLink } from "./one-time-link.tsx";

/** Makes a link by which a colleague who lost the password sets a new one. */
export function PasswordLink({ person }: { person: StaffMember }) {
  const { t } = useTranslation("settings");
  const { slug } = useBrand();
  const offset = useOffsetMinutes();
  const [openedMs] = useState(() => Date.now());
  const make = useAction(makePasswordLinkEndpoint);
  return (
    <div className="pad" style={{ borderTop: "1px solid var(--line)" }}>
      {make.data ? (
        <>
          <OneTimeLink path={`/new-password?token=${make.data.token}&brand=${slug}`} />
          <p className="mut sm12" style={{ marginTop: 8 }}>
            {t("staff.edit.linkReady", { until: formatTime(make.data.expiresAt, offset, openedMs) })}
          </p>
        </>
      ) : (
        <>
          <Button icon="link" busy={make.isPending} onClick={() => make.mutate({ brand: slug, staffId: person.id })}>
            {t("staff.edit.link")}
          </Button>
          <p className="mut sm12" style={{ marginTop: 8 }}>
            {t("staff.edit.linkWhy")}
          </p>
        </>
      )}
      {make.error ? (
        <p className="bad sm12" role="alert" style={{ marginTop: 8 }}>
          {errorText(make.error)}
        </p>
      ) : null}
    </div>
  );
}

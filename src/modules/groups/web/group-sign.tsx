import { useTranslation } from "react-i18next";
import { Chip } from "../../../web/ui/chip.tsx";
import { useNow } from "../../../web/ui/zone.tsx";
import type { GroupListItem } from "../group-list.contract.ts";
import { worstSign } from "../signs.rules.ts";

/** The one thing about a group that wants to be seen first, if there is one. */
export function GroupSign({ group }: { group: GroupListItem }) {
  const { t } = useTranslation("groups");
  const nowMs = useNow(600_000);
  const sign = worstSign(group, nowMs);
  if (!sign) return null;
  return (
    <Chip tone={sign.tone} title={t(`list.chip.${sign.kind}`, { days: sign.days })}>
      {t(`list.chip.${sign.kind}`, { days: sign.days })}
    </Chip>
  );
}

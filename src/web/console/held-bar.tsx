import { useState } from "react";
import { useTranslation } from "react-i18next";
import { resumeBrandEndpoint } from "../../modules/brands/brands.contract.ts";
import { useAction } from "../api.ts";
import { useBrand } from "../brand.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmNumbers } from "../ui/confirm-numbers.tsx";
import { formatFullTime } from "../ui/format-time.ts";
import { Icon } from "../ui/icons.tsx";
import { errorToast, toast } from "../ui/toast.tsx";
import { useOffsetMinutes } from "../ui/zone.tsx";
import { useSessionRefresh } from "./session.ts";

/** Over every page of a restored copy: nothing leaves it until who manages the whole brand resumes it. */
export function HeldBar() {
  const { t } = useTranslation("shell");
  const brand = useBrand();
  const offset = useOffsetMinutes();
  const refresh = useSessionRefresh();
  const [asking, setAsking] = useState(false);
  const resume = useAction(resumeBrandEndpoint, {
    onDone: async () => {
      await refresh();
      toast(t("held.resumed"));
    },
    onFailed: errorToast,
  });
  if (!brand.heldAt) return null;
  const time = formatFullTime(brand.heldAt, offset).slice(0, 16);
  const mayResume = brand.scopeOf("brands.manage") === "brand";
  return (
    <div className="held" role="status">
      <Icon name="pause" size="s" />
      <span>
        {t("held.text", { time })} {mayResume ? null : t("held.askOwner")}
      </span>
      {mayResume ? (
        <Button size="s" onClick={() => setAsking(true)}>
          {t("held.resume")}
        </Button>
      ) : null}
      <ConfirmNumbers
        open={asking}
        icon="alert"
        danger
        title={t("held.question")}
        facts={t("held.facts", { time })}
        checks={[
          { tone: "warn", text: t("held.original") },
          { tone: "warn", text: t("held.after", { time }) },
        ]}
        confirm={t("held.resume")}
        busy={resume.isPending}
        onConfirm={() => resume.mutate({})}
        onClose={() => setAsking(false)}
      />
    </div>
  );
}

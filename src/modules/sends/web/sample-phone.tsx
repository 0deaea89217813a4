import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { Panel } from "../../../web/ui/panel.tsx";
import type { SendPreview } from "../sends.contract.ts";
import { PhoneMessage } from "./phone-message.tsx";

/** The message as real groups will see it, one after another. */
export function SamplePhone({ preview }: { preview: SendPreview | undefined }) {
  const { t } = useTranslation("newSend");
  const brand = useBrand();
  const [at, setAt] = useState(0);
  const samples = preview?.samples ?? [];
  const sample = samples[Math.min(at, samples.length - 1)];
  const step = (by: number) => setAt((Math.min(at, samples.length - 1) + by + samples.length) % samples.length);
  const turn =
    samples.length > 1 ? (
      <>
        <Button size="xs" kind="quiet" icon="left" label={t("previous")} onClick={() => step(-1)} />
        <Button size="xs" kind="quiet" icon="right" label={t("next")} onClick={() => step(1)} />
      </>
    ) : null;
  return (
    <Panel title={t("preview")} actions={turn} padded className="sends-sample">
      {sample && preview ? (
        <>
          <PhoneMessage group={sample.groupName} sender={`${brand.name}${t("sender")}`} body={sample.body} urls={preview.urls} />
          <p className="mut sm12">{t("sample", { n: Math.min(at, samples.length - 1) + 1, count: samples.length })}</p>
        </>
      ) : (
        <p className="mut">{t("previewEmpty")}</p>
      )}
    </Panel>
  );
}

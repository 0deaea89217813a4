import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { brandSlug } from "../../../web/api.ts";
import { Avatar } from "../../../web/ui/avatar.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { errorToast } from "../../../web/ui/toast.tsx";

interface LogoInputProps {
  value: string | null;
  url: string | null;
  onChange: (sha256: string | null) => void;
}

const Stored = z.object({ sha256: z.string(), url: z.string() });

async function store(file: File): Promise<z.infer<typeof Stored>> {
  const answer = await fetch(`/api/v1/b/${brandSlug()}/files`, {
    method: "POST",
    headers: { "content-type": file.type, "x-file-name": encodeURIComponent(file.name) },
    body: file,
  });
  if (!answer.ok) throw new Error(`the picture was not taken: ${answer.status}`);
  return Stored.parse(await answer.json());
}

/** The picture of a group, kept by its contents. */
export function LogoInput({ value, url, onChange }: LogoInputProps) {
  const { t } = useTranslation("groups");
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(url);
  const [busy, setBusy] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    try {
      const stored = await store(file);
      setShown(stored.url);
      onChange(stored.sha256);
    } catch (error) {
      errorToast(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="row g12 glogo">
      <Avatar name={t("profile.logo")} size="xl" square brand image={value ? shown : null} />
      <div>
        <p>{t("profile.logo")}</p>
        <p className="mut sm12">{t("profile.logoHint")}</p>
      </div>
      <span className="sp" />
      <Button size="s" icon="upload" busy={busy} onClick={() => input.current?.click()}>
        {t("profile.pickLogo")}
      </Button>
      {value ? (
        <Button size="s" kind="quiet" onClick={() => onChange(null)}>
          {t("profile.noLogo")}
        </Button>
      ) : null}
      <input
        ref={input}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/webp"
        onChange={(event) => void take(event.target.files?.[0])}
      />
    </div>
  );
}

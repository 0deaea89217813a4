import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { copyText } from "../../../web/ui/copy-text.ts";
import { formatCount } from "../../../web/ui/format.ts";
import { Link } from "../../../web/ui/link.tsx";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { type Code, removeCodeEndpoint, retryCodeEndpoint } from "../codes.contract.ts";
import { CodePicture } from "./code-picture.tsx";
import { readsOfCodes } from "./code-reads.ts";
import { codeTones, standingTones } from "./code-tones.ts";

const GROUPS_SHOWN = 8;

/** One code: its picture, where it leads, and who came by it. */
export function CodeRow({ code, connectionId, onEdit }: { code: Code; connectionId: string; onEdit: () => void }) {
  const { t } = useTranslation("wecom");
  return (
    <article className="wc-code" aria-label={code.name}>
      <CodePicture name={code.name} url={code.qrUrl} />
      <div className="wc-words">
        <h3 className="row g8">
          {code.name}
          <Chip tone={codeTones[code.status]}>{t(`codes.status.${code.status}`)}</Chip>
          {code.failure === null ? null : <span className="bad sm12">{t("codes.failedWith", { code: code.failure })}</span>}
        </h3>
        {code.kind === "contact" ? <span className="sec">{code.users.map((user) => user.name).join(" · ")}</span> : <Groups code={code} />}
        <span className="mut sm12">
          {t("codes.made")} <Time at={code.createdAt} />
        </span>
      </div>
      <Side code={code} connectionId={connectionId} onEdit={onEdit} />
    </article>
  );
}

function Groups({ code }: { code: Code }) {
  const { t } = useTranslation("wecom");
  const isExhausted = code.status === "live" && !code.groups.some((group) => group.standing === "open");
  return (
    <>
      <span className="wc-chips">
        {code.groups.slice(0, GROUPS_SHOWN).map((group) => (
          <Chip key={group.groupId} tone={group.status === "planned" ? "plain" : standingTones[group.standing]}>
            <Link to={`groups/${group.groupId}`}>{group.name}</Link>{" "}
            {group.status === "planned"
              ? t("codes.planned")
              : `${t("codes.people", { n: formatCount(group.people) })} · ${t(`codes.${group.standing}`)}`}
          </Chip>
        ))}
        {code.groups.length > GROUPS_SHOWN ? <span className="mut">+{formatCount(code.groups.length - GROUPS_SHOWN)}</span> : null}
      </span>
      {isExhausted && !code.autoCreate ? <span className="warn sm12">{t("codes.nobodyLeft")}</span> : null}
    </>
  );
}

function Side({ code, connectionId, onEdit }: { code: Code; connectionId: string; onEdit: () => void }) {
  const { t } = useTranslation("wecom");
  const brand = useBrand();
  const [removing, setRemoving] = useState(false);
  const invalidates = readsOfCodes;
  const retry = useAction(retryCodeEndpoint, { invalidates, onDone: () => toast(t("saved")), onFailed: errorToast });
  const remove = useAction(removeCodeEndpoint, {
    invalidates,
    onDone: () => {
      toast(t("removed"));
      setRemoving(false);
    },
    onFailed: errorToast,
  });
  const ask = { connectionId, codeId: code.id };
  const copy = () => void copyText(new URL(code.qrUrl, location.origin).href).then(() => toast(t("codes.copied")));
  const picture = code.qrUrl ? [{ key: "copy", label: t("codes.copyLink"), icon: "copy" as const, onRun: copy }] : [];
  return (
    <div className="wc-side">
      <span>
        <small>{t("codes.came")}</small>
        <b>{formatCount(code.came)}</b>
        <small>
          {[t("codes.cameToday", { n: formatCount(code.cameToday) }), t("codes.stayed", { n: formatCount(code.stayed) })].join(" · ")}
        </small>
      </span>
      {brand.can("wecom.codes") ? (
        <span className="row g6">
          {code.configId === null ? (
            <Button size="xs" busy={retry.isPending} onClick={() => retry.mutate(ask)}>
              {t("codes.retry")}
            </Button>
          ) : (
            <Button size="xs" onClick={onEdit}>
              {t("codes.edit")}
            </Button>
          )}
          <MoreMenu
            actions={[...picture, { key: "remove", label: t("remove"), icon: "trash", danger: true, onRun: () => setRemoving(true) }]}
          />
        </span>
      ) : null}
      {removing ? (
        <ConfirmNumbers
          open
          danger
          icon="trash"
          title={t("codes.removeTitle", { name: code.name })}
          facts={t("codes.removeText")}
          numbers={[{ value: formatCount(code.came), label: t("codes.came") }]}
          confirm={t("remove")}
          busy={remove.isPending}
          onConfirm={() => remove.mutate(ask)}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </div>
  );
}

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAction } from "../../../web/api.ts";
import { pageLanguage } from "../../../web/language.ts";
import { Button } from "../../../web/ui/button.tsx";
import { Chip } from "../../../web/ui/chip.tsx";
import { ConfirmNumbers } from "../../../web/ui/confirm-numbers.tsx";
import { Drawer } from "../../../web/ui/drawer.tsx";
import { MoreMenu } from "../../../web/ui/more-menu.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import { FormDrawer } from "../../../web/ui/form-drawer.tsx";
import { permissionWord } from "../../brands/permission-words.rules.ts";
import { type ApiKey, changeKeyEndpoint, listKeysEndpoint, revokeKeyEndpoint } from "../keys.contract.ts";
import { isWhole, type KeyDraft, KeyForm, perMinuteOf } from "./key-form.tsx";
import { KeyCalls } from "./key-calls.tsx";
import { RotateKey } from "./rotate-key.tsx";
import { useWhen } from "./use-when.ts";

type Mode = "look" | "edit" | "rotate";

/** One key: what it may, what it did; changed, rotated, revoked. */
export function KeyDrawer({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation("integrations");
  const [mode, setMode] = useState<Mode>("look");
  const [revoking, setRevoking] = useState(false);
  if (mode === "edit") return <EditKey apiKey={apiKey} onClose={() => setMode("look")} />;
  if (mode === "rotate") return <RotateKey apiKey={apiKey} onClose={() => setMode("look")} />;
  return (
    <Drawer
      open
      title={apiKey.name}
      facts={t(`keys.states.${apiKey.state}`)}
      onClose={onClose}
      actions={
        apiKey.state === "revoked" ? null : (
          <MoreMenu actions={[{ key: "revoke", label: t("keys.revoke"), icon: "stop", danger: true, onRun: () => setRevoking(true) }]} />
        )
      }
      foot={
        apiKey.state === "revoked" ? null : (
          <>
            <Button icon="refresh" onClick={() => setMode("rotate")}>
              {t("keys.rotate")}
            </Button>
            <Button kind="primary" icon="edit" onClick={() => setMode("edit")}>
              {t("keys.edit")}
            </Button>
          </>
        )
      }
    >
      <div className="pad">
        <KeyFacts apiKey={apiKey} />
      </div>
      <KeyCalls keyId={apiKey.id} />
      {revoking ? <RevokeKey apiKey={apiKey} onClose={() => setRevoking(false)} /> : null}
    </Drawer>
  );
}

function KeyFacts({ apiKey }: { apiKey: ApiKey }) {
  const { t } = useTranslation("integrations");
  const when = useWhen();
  return (
    <dl className="settings-facts">
      <dt>{t("keys.prefix")}</dt>
      <dd>
        <code className="ig-code">{apiKey.prefix}…</code>
        {apiKey.oldSecretUntil ? (
          <small className="warn ig-under">{t("keys.oldSecret", { time: when(apiKey.oldSecretUntil) })}</small>
        ) : null}
      </dd>
      <dt>{t("keys.org")}</dt>
      <dd>{apiKey.isWholeBrand ? t("wholeBrand") : apiKey.orgName || "—"}</dd>
      <dt>{t("keys.permissions")}</dt>
      <dd className="ig-chips">
        {apiKey.permissions.map((one) => (
          <Chip key={one} title={one}>
            {permissionWord(one, pageLanguage())}
          </Chip>
        ))}
      </dd>
      <dt>{t("keys.expires")}</dt>
      <dd>{apiKey.expiresAt ? <Time at={apiKey.expiresAt} /> : t("keys.expiresNever")}</dd>
      <dt>{t("keys.perMinute")}</dt>
      <dd>
        {apiKey.perMinute} {t("keys.perMinuteUnit")}
      </dd>
      <dt>{t("keys.created")}</dt>
      <dd>
        {apiKey.createdByName
          ? t("keys.createdBy", { time: when(apiKey.createdAt), name: apiKey.createdByName })
          : t("keys.createdAlone", { time: when(apiKey.createdAt) })}
      </dd>
    </dl>
  );
}

function EditKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation("integrations");
  const { name, orgId, permissions, expiresAt, perMinute } = apiKey;
  const [draft, setDraft] = useState<KeyDraft>({ name, orgId, permissions, expiresAt, perMinute: String(perMinute) });
  const change = useAction(changeKeyEndpoint, {
    invalidates: [listKeysEndpoint],
    onDone: () => {
      toast(t("keys.saved", { name: draft.name.trim() }));
      onClose();
    },
  });
  return (
    <FormDrawer
      title={apiKey.name}
      facts={t("keys.edit")}
      action={change}
      isWhole={isWhole(draft)}
      onConfirm={() => change.mutate({ ...draft, keyId: apiKey.id, name: draft.name.trim(), perMinute: perMinuteOf(draft) })}
      onClose={onClose}
    >
      <KeyForm draft={draft} onChange={setDraft} />
    </FormDrawer>
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation("integrations");
  const revoke = useAction(revokeKeyEndpoint, {
    invalidates: [listKeysEndpoint],
    onDone: () => {
      toast(t("keys.revoked", { name: apiKey.name }));
      onClose();
    },
    onFailed: errorToast,
  });
  return (
    <ConfirmNumbers
      open
      danger
      icon="stop"
      title={t("keys.revokeTitle", { name: apiKey.name })}
      facts={t("keys.revokeText")}
      confirm={t("keys.revoke")}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate({ keyId: apiKey.id })}
      onClose={onClose}
    />
  );
}

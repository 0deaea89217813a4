import { useState } from "react";
import { useTranslation } from "react-i18next";
import { joint } from "../../../web/i18n/joint.ts";
import { useAction } from "../../../web/api.ts";
import { useBrand } from "../../../web/brand.tsx";
import { Button } from "../../../web/ui/button.tsx";
import { FormField } from "../../../web/ui/form-field.tsx";
import { TextInput } from "../../../web/ui/text-input.tsx";
import { errorToast, toast } from "../../../web/ui/toast.tsx";
import { Time } from "../../../web/ui/zone.tsx";
import {
  changeMemberEndpoint,
  countMembersEndpoint,
  listMembersEndpoint,
  type MemberProfile,
  showMemberEndpoint,
  unmergeMemberEndpoint,
} from "../members.contract.ts";
import { timelineEndpoint } from "../timeline.contract.ts";
import { MemberRelations } from "./member-relations.tsx";

const changed = [showMemberEndpoint, listMembersEndpoint, timelineEndpoint, countMembersEndpoint];
const CLEAR = /^[-－–—]$/;

/** 资料: what colleagues wrote, what was agreed to, by which accounts the person is known. */
export function MemberAbout({ member }: { member: MemberProfile }) {
  const { t } = useTranslation("members");
  const brand = useBrand();
  return (
    <>
      <ProfileForm key={`${member.id}${member.phoneMasked}`} member={member} editable={brand.can("members.manage")} />
      <MemberRelations memberId={member.id} />
      <div className="mblk">
        <div className="row">
          <b>{t("about.consents")}</b>
        </div>
        {member.consents.length === 0 ? <p className="mut">{t("about.noConsents")}</p> : null}
        <dl className="mkv">
          {member.consents.map((consent) => (
            <Pair key={consent.purpose} name={t(`timeline.purpose.${consent.purpose}`, { defaultValue: consent.purpose })}>
              <span className={consent.granted ? "good" : "mut"}>{consent.granted ? t("about.yes") : t("about.no")}</span>{" "}
              <Time at={consent.at} className="mut" />{" "}
              <span className="mut sm12">{t("about.version", { version: consent.textVersion })}</span>
            </Pair>
          ))}
        </dl>
      </div>
      <div className="mblk">
        <dl className="mkv">
          <Pair name={t("about.memberNo")}>{member.memberNo}</Pair>
          <Pair name={t("about.firstSeen")}>
            <Time at={member.firstSeenAt} />
          </Pair>
          <Pair name={t("about.identities")}>
            {member.identities
              .map((one) => t(`sourceKind.${one.kind}`, { defaultValue: one.kind }) + (one.scope ? ` · ${one.scope}` : ""))
              .join(joint("items")) || "—"}
          </Pair>
          {member.samePhone.length > 0 ? (
            <Pair name={t("about.samePhone")}>{member.samePhone.map((one) => one.nickname).join(joint("items"))}</Pair>
          ) : null}
        </dl>
      </div>
      <MergedParts member={member} editable={brand.can("members.manage")} />
    </>
  );
}

function Pair({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

type Field = { id: number; label: string; text: string };

function ProfileForm({ member, editable }: { member: MemberProfile; editable: boolean }) {
  const { t } = useTranslation("members");
  const [name, setName] = useState(member.name);
  const [city, setCity] = useState(member.city);
  const [phone, setPhone] = useState("");
  const [fields, setFields] = useState<Field[]>(() => Object.entries(member.custom).map(([label, text], id) => ({ id, label, text })));
  const save = useAction(changeMemberEndpoint, { invalidates: changed, onDone: () => toast(t("about.saved")), onFailed: errorToast });
  const submit = () => {
    const custom = Object.fromEntries(
      fields.filter((field) => field.label.trim() && field.text.trim()).map((field) => [field.label.trim(), field.text.trim()]),
    );
    const typed = phone.trim();
    save.mutate({ memberId: member.id, name, city, custom, ...(typed === "" ? {} : { phone: CLEAR.test(typed) ? "" : typed }) });
  };
  const change = (id: number, part: Partial<Field>) => setFields(fields.map((field) => (field.id === id ? { ...field, ...part } : field)));
  if (!editable) return <CustomFields member={member} />;
  return (
    <form
      className="mblk col g12"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <FormField label={t("about.name")}>
        <TextInput value={name} onChange={setName} maxLength={30} placeholder={t("about.namePlaceholder")} />
      </FormField>
      <FormField label={t("about.city")}>
        <TextInput value={city} onChange={setCity} maxLength={30} />
      </FormField>
      <FormField label={t("about.phone")} note={member.phoneMasked} hint={t("about.phoneHint")}>
        <TextInput value={phone} onChange={setPhone} maxLength={20} inputMode="tel" autoComplete="off" />
      </FormField>
      <div>
        <p style={{ marginBottom: 6 }}>{t("about.custom")}</p>
        {fields.map((field) => (
          <div key={field.id} className="mfield">
            <TextInput
              size="s"
              value={field.label}
              maxLength={20}
              placeholder={t("about.label")}
              aria-label={t("about.label")}
              onChange={(label) => change(field.id, { label })}
            />
            <TextInput
              size="s"
              value={field.text}
              maxLength={200}
              placeholder={t("about.value")}
              aria-label={t("about.value")}
              onChange={(text) => change(field.id, { text })}
            />
            <Button
              kind="quiet"
              size="s"
              icon="close"
              label={t("tags.remove")}
              onClick={() => setFields(fields.filter((one) => one.id !== field.id))}
            />
          </div>
        ))}
        {fields.length < 20 ? (
          <Button
            kind="soft"
            size="xs"
            icon="plus"
            onClick={() => setFields([...fields, { id: Math.max(-1, ...fields.map((one) => one.id)) + 1, label: "", text: "" }])}
          >
            {t("about.addField")}
          </Button>
        ) : null}
      </div>
      <div className="row">
        <Button kind="primary" size="s" busy={save.isPending} onClick={submit}>
          {t("about.save")}
        </Button>
      </div>
    </form>
  );
}

function CustomFields({ member }: { member: MemberProfile }) {
  const { t } = useTranslation("members");
  const shown: [string, string][] = [[t("about.name"), member.name], [t("about.city"), member.city], ...Object.entries(member.custom)];
  return (
    <div className="mblk">
      <dl className="mkv">
        {shown.map(([label, text]) => (
          <Pair key={label} name={label}>
            {text || "—"}
          </Pair>
        ))}
      </dl>
    </div>
  );
}

function MergedParts({ member, editable }: { member: MemberProfile; editable: boolean }) {
  const { t } = useTranslation("members");
  const part = useAction(unmergeMemberEndpoint, { invalidates: changed, onDone: () => toast(t("about.parted")), onFailed: errorToast });
  if (member.merged.length === 0) return null;
  return (
    <div className="mblk">
      <div className="row">
        <b>{t("about.merged")}</b>
      </div>
      {member.merged.map((one) => (
        <div key={one.id} className="row g8 mseat">
          <span className="el">{one.nickname}</span>
          <span className="mut sm12">
            <Time at={one.mergedAt} /> {one.mergedBy}
          </span>
          <span className="sp" />
          {editable ? (
            <Button
              size="xs"
              busy={part.isPending && part.variables?.memberId === one.id}
              onClick={() => part.mutate({ memberId: one.id })}
            >
              {t("about.part")}
            </Button>
          ) : null}
        </div>
      ))}
    </div>
  );
}
